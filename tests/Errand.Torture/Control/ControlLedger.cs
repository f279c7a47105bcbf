using System.Collections.Concurrent;

namespace Errand.Torture;

/// <summary>What clients know of the tasks that they change. A task has a life from its submission or retry to its outcome. What was not
/// answered may have been done or not.</summary>
internal sealed class ControlLedger
{
    private const string Succeeded = "succeeded";
    private const string Cancelled = "cancelled";
    private const string Lost = "lost";

    private readonly ConcurrentDictionary<long, Entry> _tasks = new();
    private readonly ConcurrentQueue<long> _order = new();

    public IReadOnlyCollection<long> Tasks => [.. _tasks.Keys];

    public int Retries => _tasks.Values.Sum(entry => entry.Retries);

    public int Deletes => _tasks.Values.Sum(entry => entry.Deletes);

    public void Submitted(long id)
    {
        if (_tasks.TryAdd(id, new Entry()))
        {
            _order.Enqueue(id);
        }
    }

    public void Retried(long id) => Interlocked.Increment(ref _tasks[id].Retries);

    public void MayBeRetried(long id) => Interlocked.Increment(ref _tasks[id].PossibleRetries);

    public void Deleted(long id) => Interlocked.Increment(ref _tasks[id].Deletes);

    public void MayBeDeleted(long id) => Interlocked.Increment(ref _tasks[id].PossibleDeletes);

    /// <summary>Mostly new ones, which are in motion; fewer than wanted while there are few.</summary>
    public IReadOnlyList<long> Draw(Random random, int count)
    {
        long[] all = [.. _order];
        int first = random.Next(4) == 0 ? 0 : Math.Max(0, all.Length - 100);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(first, all.Length)).Where(i => i < all.Length)
            .Select(i => all[i]).Distinct()];
    }

    /// <summary>What is wrong with how a task ended up.</summary>
    /// <param name="id">The task.</param>
    /// <param name="ends">How its attempts ended, in their order; null when it is gone.</param>
    /// <param name="outcome">How it ended itself.</param>
    public IEnumerable<string> Judge(long id, IReadOnlyList<string>? ends, string? outcome)
    {
        Entry entry = _tasks[id];
        if (entry.Deletes > 1)
        {
            yield return $"task {id} was deleted {entry.Deletes} times";
        }

        if (ends is null)
        {
            if (entry is { Deletes: 0, PossibleDeletes: 0 })
            {
                yield return $"task {id} is lost";
            }

            yield break;
        }

        string story = string.Join(", ", ends);
        if (entry.Deletes > 0)
        {
            yield return $"task {id} was deleted, and is there: {story}";
        }

        // A lost run ended its task's life if it was to be cancelled.
        int least = ends.Count(IsFinal), most = least + ends.Count(end => end == Lost);
        if (most < entry.Retries + 1 || least > entry.Retries + entry.PossibleRetries + 1)
        {
            yield return $"task {id} was retried {entry.Retries} times, and perhaps {entry.PossibleRetries} times more: {story}";
        }

        bool isEnded = ends.Count > 0 && (ends[^1] == outcome || (ends[^1] == Lost && outcome == Cancelled));
        if (!isEnded || ends.SkipLast(1).Contains(Succeeded))
        {
            yield return $"task {id} is {outcome}, and did not end as it must: {story}";
        }
    }

    private static bool IsFinal(string end) => end is Succeeded or Cancelled or "failed";

    private sealed class Entry
    {
        public int Retries;

        public int PossibleRetries;

        public int Deletes;

        public int PossibleDeletes;
    }
}
