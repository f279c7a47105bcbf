using System.Collections.Concurrent;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;

namespace Errand.Tests.Storage;

/// <summary>What became of the tasks of a storm, by the answers of the store. A task has a life from its submission or retry to its
/// outcome.</summary>
internal sealed class StormLedger
{
    private readonly ConcurrentDictionary<TaskId, Entry> _tasks = new();
    private int _expired;

    public int Retried => _tasks.Values.Sum(entry => entry.Retries);

    public IReadOnlyCollection<TaskId> Tasks => [.. _tasks.Keys];

    public void Submitted(TaskId id) => EntryOf(id);

    public void Ended(TaskId id) => Interlocked.Increment(ref EntryOf(id).Ends);

    public void Retries(TaskId id) => Interlocked.Increment(ref EntryOf(id).Retries);

    public void Deleted(TaskId id) => Interlocked.Increment(ref EntryOf(id).Deletes);

    public void Expired(int tasks) => Interlocked.Add(ref _expired, tasks);

    public void Apply(IReadOnlyList<TaskId> ids, IReadOnlyList<CancelVerdict> verdicts) =>
        Count(ids, verdicts, verdict => verdict == CancelVerdict.Done, Ended);

    public void Apply(IReadOnlyList<TaskId> ids, IReadOnlyList<RetryAnswer> answers) =>
        Count(ids, answers, answer => answer.Change == TaskChange.Changed, Retries);

    public void Apply(IReadOnlyList<TaskId> ids, IReadOnlyList<TaskChange> changes) =>
        Count(ids, changes, change => change == TaskChange.Changed, Deleted);

    /// <summary>When all is quiet: each life of a task ended once, and no task is lost.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="rows">How many tasks it still holds; some of them may have expired.</param>
    public async Task CheckAsync(ITaskStore store, long rows)
    {
        Assert.Equal(_tasks.Count, rows + _expired + _tasks.Values.Sum(entry => entry.Deletes));
        foreach ((TaskId id, Entry entry) in _tasks)
        {
            TaskRecord? task = await store.FindAsync(id, 0, TestContext.Current.CancellationToken);
            int lives = entry.Retries + 1;
            if (task is not null)
            {
                Assert.True(
                    entry.Deletes == 0 && entry.Ends == (task.Status == TaskState.Done ? lives : lives - 1),
                    $"Task {id} is {task.Status} and had {lives} lives, which ended {entry.Ends} times.");
            }
            else if (entry.Deletes > 0)
            {
                Assert.True(entry.Deletes == 1 && entry.Ends == lives, $"Task {id} was deleted, had {lives} lives and ended {entry.Ends} times.");
            }
            else
            {
                Assert.True(entry.Ends == lives || entry.Ends == lives - 1, $"Task {id} expired, had {lives} lives and ended {entry.Ends} times.");
            }
        }
    }

    private static void Count<T>(IReadOnlyList<TaskId> ids, IReadOnlyList<T> answers, Predicate<T> isChange, Action<TaskId> count)
    {
        Assert.Equal(ids.Count, answers.Count);
        for (int i = 0; i < ids.Count; i++)
        {
            if (isChange(answers[i]))
            {
                count(ids[i]);
            }
        }
    }

    private Entry EntryOf(TaskId id) => _tasks.GetOrAdd(id, static _ => new Entry());

    private sealed class Entry
    {
        public int Ends;

        public int Retries;

        public int Deletes;
    }
}
