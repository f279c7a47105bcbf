using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

/// <summary>Writes the history that a correct server leaves when the scripts happen to it.</summary>
internal sealed class HistorySimulator
{
    private readonly List<RecordedEvent> _events = [];
    private readonly List<RecordedEvent> _late = [];
    private long _now;
    private int _processes;

    public static List<RecordedEvent> Simulate(IReadOnlyList<TaskScript> scripts)
    {
        var simulator = new HistorySimulator();
        for (int i = 0; i < scripts.Count; i++)
        {
            simulator.Play(scripts[i], id: i + 1, key: $"key-{i + 1}");
        }

        return simulator._events;
    }

    public static string Hash(long id, int attempt) => $"hash-of-{id}-by-{attempt}";

    private void Play(TaskScript script, long id, string key)
    {
        if (!Submit(script.Submit, id, key))
        {
            return;
        }

        Show(id, SeenStatus.Waiting, attempt: 0);
        for (int attempt = 1; attempt <= script.Attempts.Count; attempt++)
        {
            PlayAttempt(script.Attempts[attempt - 1], id, attempt);
            Show(id, SeenStatus.Waiting, attempt);
        }

        int last = script.Attempts.Count + 1;
        PlayEnding(script.Ending, id, last);
        foreach (RecordedEvent late in _late)
        {
            Happen(late.Source, late.Event);
        }

        _late.Clear();
        Dump(script, id, key, last);
    }

    private bool Submit(SubmitStory story, long id, string key)
    {
        void Send() => Happen("client", new SubmitSent("client", key));
        switch (story)
        {
            case SubmitStory.Accepted:
                Send();
                Happen("client", new SubmitAccepted(id, key));
                return true;
            case SubmitStory.RefusedThenAccepted:
                Send();
                Happen("client", new SubmitRefused(key, 503));
                Send();
                Happen("client", new SubmitAccepted(id, key));
                return true;
            case SubmitStory.AnswerLostThenReplayed:
                Send();
                Happen("client", new SubmitUnknown(key));
                Send();
                Happen("client", new SubmitAccepted(id, key, Replayed: true));
                return true;
            case SubmitStory.AnswerLostAndStored:
                Send();
                Happen("client", new SubmitUnknown(key));
                return true;
            case SubmitStory.AnswerLostAndNotStored:
                Send();
                Happen("client", new SubmitUnknown(key));
                return false;
            case SubmitStory.ClientKilled:
                Send();
                return true;
            default:
                Send();
                Happen("client", new SubmitRefused(key, 507));
                return false;
        }
    }

    private void PlayAttempt(AttemptStory story, long id, int attempt)
    {
        string handler = $"handler-{++_processes}";
        var start = new RunStarted(id, attempt, handler, _processes);
        switch (story)
        {
            case AttemptStory.DiedUnstarted:
                Happen("torture", new ProcessSignalled(handler, _processes, "KILL"));
                return;
            case AttemptStory.StartedTooLate:
                _late.Add(new RecordedEvent(handler, 0, start));
                _late.Add(new RecordedEvent(handler, 0, new RunEnded(id, attempt, RunEnd.Stopped)));
                return;
        }

        Happen(handler, start);
        Show(id, SeenStatus.Running, attempt);
        switch (story)
        {
            case AttemptStory.Threw:
                Happen(handler, new RunEnded(id, attempt, RunEnd.Threw));
                return;
            case AttemptStory.Died:
                Happen("torture", new ProcessSignalled(handler, _processes, "KILL"));
                return;
            case AttemptStory.HandedBack:
                Happen(handler, new RunEnded(id, attempt, RunEnd.Stopped));
                return;
            case AttemptStory.ReturnedTooLate:
                _late.Add(new RecordedEvent(handler, 0, new RunEnded(id, attempt, RunEnd.Returned, Hash(id, attempt))));
                return;
        }
    }

    private void PlayEnding(SeenOutcome ending, long id, int attempt)
    {
        string handler = $"handler-{++_processes}";
        Happen(handler, new RunStarted(id, attempt, handler, _processes));
        Show(id, SeenStatus.Running, attempt);
        Happen(handler, ending switch
        {
            SeenOutcome.Succeeded => new RunEnded(id, attempt, RunEnd.Returned, Hash(id, attempt)),
            SeenOutcome.Failed => new RunEnded(id, attempt, RunEnd.Threw),
            _ => new RunEnded(id, attempt, RunEnd.Stopped),
        });
        Show(id, SeenStatus.Done, attempt, ending);
        Show(id, SeenStatus.Done, attempt, ending);
    }

    private void Show(long id, SeenStatus status, int attempt, SeenOutcome? outcome = null) =>
        Happen("reader", new Viewed(id, _now + 5, status, attempt, outcome, Result(outcome, id, attempt)));

    private void Dump(TaskScript script, long id, string key, int last)
    {
        int handBacks = script.Attempts.Count(story => story == AttemptStory.HandedBack);
        int[] log = [.. Enumerable.Range(1, script.Ending == SeenOutcome.Succeeded ? last - 1 : last)];
        Happen("dump", new StoredTask(
            id, key, SeenStatus.Done, last, last - handBacks, handBacks, log, script.Ending, Result(script.Ending, id, last)));
    }

    private static string? Result(SeenOutcome? outcome, long id, int attempt) =>
        outcome == SeenOutcome.Succeeded ? Hash(id, attempt) : null;

    private void Happen(string source, HistoryEvent happening) =>
        _events.Add(new RecordedEvent(source, _events.Count + 1, happening with { At = _now += 10 }));
}
