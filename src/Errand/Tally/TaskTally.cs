using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;

namespace Errand.Tally;

/// <summary>Counts the tasks that this process stored, and those that it ended, until <see cref="StatWriter"/> writes the counts
/// down.</summary>
/// <remarks>Every request of the hot path passes through here: one lock for each, and nothing is allocated for a task whose type, queue and
/// outcome were seen before.</remarks>
internal sealed class TaskTally
{
    /// <summary>How many combinations of type, queue and outcome are counted separately. All others are <see cref="StatRow.Other"/>.</summary>
    public const int MaxKeys = 200;

    private readonly Lock _lock = new();
    private Dictionary<(string Type, string Queue, int Outcome), TallyCount> _counts = [];

    /// <summary>What was counted last, since the next one is often like it.</summary>
    private TallyCount? _last;

    /// <summary>Set when something was counted, and nothing was before.</summary>
    public AsyncSignal Began { get; } = new();

    /// <param name="tasks">What was submitted.</param>
    /// <param name="answers">What became of each.</param>
    public void CountSubmitted(IReadOnlyList<Submission> tasks, IReadOnlyList<SubmitAnswer> answers)
    {
        using var counting = new Counting(this);
        for (int i = 0; i < answers.Count; i++)
        {
            if (answers[i].Verdict == SubmitVerdict.Accepted)
            {
                CountOf(tasks[i].Type.Name, tasks[i].Queue, null).Add();
            }
        }
    }

    /// <param name="runs">How runs ended.</param>
    /// <param name="answers">What the store did with each.</param>
    public void CountFinished(IReadOnlyList<FinishRequest> runs, IReadOnlyList<FinishAnswer> answers)
    {
        using var counting = new Counting(this);
        for (int i = 0; i < answers.Count; i++)
        {
            if (answers[i].Outcome is { } outcome && runs[i].Claim is { } claim)
            {
                CountOf(claim.Type.Name, claim.Queue, outcome).Add(claim.Waited, runs[i].Took);
            }
        }
    }

    /// <summary>Counts those that were waiting and are cancelled now.</summary>
    public void CountCancelled(IReadOnlyList<CancelAnswer> answers)
    {
        using var counting = new Counting(this);
        foreach (CancelAnswer answer in answers)
        {
            if (answer is { Type: { } type, Queue: { } queue })
            {
                CountOf(type, queue, OutcomeState.Cancelled).Add();
            }
        }
    }

    /// <summary>Counts tasks that were taken from a handler, and ended.</summary>
    public void CountEnded(IReadOnlyList<EndedTask> tasks)
    {
        using var counting = new Counting(this);
        foreach (EndedTask task in tasks)
        {
            CountOf(task.Type, task.Queue, task.Outcome).Add();
        }
    }

    /// <summary>What was counted since this was last called.</summary>
    public IReadOnlyList<StatRow> Take()
    {
        Dictionary<(string, string, int), TallyCount> counts;
        lock (_lock)
        {
            if (_counts.Count == 0)
            {
                return [];
            }

            counts = _counts;
            _counts = [];
            _last = null;
        }

        return [.. counts.Values.Select(count => count.ToRow())];
    }

    private TallyCount CountOf(string type, string queue, OutcomeState? outcome)
    {
        if (_last?.IsOf(type, queue, outcome) == true)
        {
            return _last;
        }

        // As a number, since a nullable enum would be boxed.
        int number = (int)(outcome ?? default);
        if (!_counts.TryGetValue((type, queue, number), out TallyCount? count))
        {
            if (_counts.Count >= MaxKeys)
            {
                (type, queue) = (StatRow.Other, StatRow.Other);
            }

            if (!_counts.TryGetValue((type, queue, number), out count))
            {
                _counts.Add((type, queue, number), count = new TallyCount(type, queue, outcome));
            }
        }

        return _last = count;
    }

    /// <summary>Holds the lock for one request, and then says if something was counted and nothing was before.</summary>
    private readonly ref struct Counting : IDisposable
    {
        private readonly TaskTally _tally;
        private readonly bool _wasEmpty;

        public Counting(TaskTally tally)
        {
            _tally = tally;
            _tally._lock.Enter();
            _wasEmpty = _tally._counts.Count == 0;
        }

        public void Dispose()
        {
            bool began = _wasEmpty && _tally._counts.Count > 0;
            _tally._lock.Exit();
            if (began)
            {
                _tally.Began.Set();
            }
        }
    }
}
