using Errand.Storage.Control;
using Errand.Storage.Messages;

namespace Errand.Tests.Storage;

/// <summary>What a store does with one queue, said as simply as possible: a list of tasks, looked through from end to end.</summary>
internal sealed class StoreModel
{
    private readonly Dictionary<(TaskId Id, int Attempt), bool> _ended = [];

    public enum Place
    {
        Ready,
        Later,
        Blocked,
        Lease,
        Done,
    }

    public List<Entry> Tasks { get; } = [];

    public Dictionary<MemberId, (DateTimeOffset Until, bool Dead)> Handlers { get; } = [];

    public Entry? Find(TaskId id) => Tasks.Find(t => t.Id == id);

    /// <summary>Null: the handler must beat.</summary>
    public List<(TaskId, int, int)>? Claim(MemberId handler, int slots, int ahead, DateTimeOffset now)
    {
        if (Handlers[handler].Dead || Handlers[handler].Until <= now)
        {
            return null;
        }

        var claims = new List<(TaskId, int, int)>();
        int looked = 0;
        foreach (Entry task in
                 Tasks.Where(t => t.Place == Place.Ready && t.ExpiresAt > now).OrderByDescending(t => t.Priority).ThenBy(t => t.Id)
                     .ToList())
        {
            if (looked++ >= slots + ahead)
            {
                break;
            }

            if (looked > slots && task.Tries == 1)
            {
                continue;
            }

            (task.Place, task.Handler, task.Deadline) = (Place.Lease, handler, task.ExpiresAt);
            claims.Add((task.Id, ++task.Attempt, --task.Tries));
        }

        return claims;
    }

    public FinishVerdict Finish(TaskId id, int attempt, Disposition disposition, DateTimeOffset due)
    {
        Entry? task = Find(id);
        if (task is null || task.Place != Place.Lease || task.Attempt != attempt)
        {
            return task is not null && _ended.GetValueOrDefault((id, attempt)) ? FinishVerdict.Already : FinishVerdict.Stale;
        }

        _ended[(id, attempt)] = true;
        switch (disposition)
        {
            case Disposition.Succeeded:
                End(task, OutcomeState.Succeeded);
                break;
            case var _ when task.Cancelled:
                End(task, OutcomeState.Cancelled);
                break;
            case Disposition.HandBack:
                (task.Place, task.Tries) = (Place.Ready, task.Tries + 1);
                break;
            case Disposition.NoSuchType:
                (task.Place, task.Tries, task.DueAt) = (Place.Later, task.Tries + 1, due);
                break;
            case Disposition.Retry when task.Tries > 0:
                (task.Place, task.DueAt) = (Place.Later, due);
                break;
            default:
                End(task, OutcomeState.Failed);
                break;
        }

        return FinishVerdict.Applied;
    }

    public void Reap(DateTimeOffset now)
    {
        foreach ((MemberId id, (DateTimeOffset until, bool _)) in Handlers.Where(h => h.Value.Until < now).ToList())
        {
            Handlers[id] = (until, true);
        }

        foreach (Entry? task in Tasks.Where(t => t.Place == Place.Lease && (Handlers[t.Handler].Dead || t.Deadline.AddSeconds(10) < now)))
        {
            if (task.Cancelled || task.Tries == 0)
            {
                End(task, task.Cancelled ? OutcomeState.Cancelled : OutcomeState.Failed);
            }
            else
            {
                task.Place = Place.Ready;
            }
        }
    }

    public void Promote(DateTimeOffset now)
    {
        foreach (Entry? task in Tasks.Where(t => t.Place == Place.Later && t.DueAt <= now))
        {
            task.Place = Place.Ready;
        }
    }

    /// <summary>What no store does yet: SQL does it.</summary>
    public static void Block(Entry task) => task.Place = Place.Blocked;

    public CancelVerdict Cancel(TaskId id, DateTimeOffset now)
    {
        Entry? task = Find(id);
        if (task is null || task.ExpiresAt <= now)
        {
            return CancelVerdict.Unknown;
        }

        switch (task.Place)
        {
            case Place.Done:
                return CancelVerdict.AlreadyDone;
            case Place.Lease:
                task.Cancelled = true;
                return CancelVerdict.Signalled;
            default:
                End(task, OutcomeState.Cancelled);
                task.EndedUnstarted = true;
                return CancelVerdict.Done;
        }
    }

    public TaskChange Retry(TaskId id, DateTimeOffset now)
    {
        switch (Find(id))
        {
            case null:
            case { } expired when expired.ExpiresAt <= now:
                return TaskChange.UnknownTask;
            case { Place: not Place.Done }:
                return TaskChange.NotFinished;
            case { Outcome: OutcomeState.Succeeded }:
                return TaskChange.Succeeded;
            case { } task:
                (task.Place, task.Outcome, task.Tries, task.Cancelled) = (Place.Ready, null, task.MaxTries, false);
                task.Attempt += task.EndedUnstarted ? 1 : 0;
                task.EndedUnstarted = false;
                task.ExpiresAt = Later(task.ExpiresAt, now + task.TimeToLive);
                task.OwnExpiry = task.OwnExpiry is { } own ? Later(own, now + task.TimeToLive) : null;
                return TaskChange.Changed;
        }
    }

    public TaskChange Delete(TaskId id, DateTimeOffset now)
    {
        Entry? task = Find(id);
        if (task is null || task.ExpiresAt <= now)
        {
            return TaskChange.UnknownTask;
        }

        return task.Place != Place.Done ? TaskChange.NotFinished : Tasks.Remove(task) ? TaskChange.Changed : default;
    }

    public KeepVerdict Keep(TaskId id, DateTimeOffset until, DateTimeOffset now)
    {
        Entry? task = Find(id);
        if (task is null || task.ExpiresAt <= now)
        {
            return KeepVerdict.Unknown;
        }

        if (until <= now)
        {
            return KeepVerdict.TooEarly;
        }

        (task.OwnExpiry, task.ExpiresAt) = (task.OwnExpiry ?? task.ExpiresAt, until);
        return KeepVerdict.Kept;
    }

    public bool Release(TaskId id, DateTimeOffset now)
    {
        Entry? task = Find(id);
        if (task is null || task.ExpiresAt <= now)
        {
            return false;
        }

        if (task.OwnExpiry is { } own)
        {
            (task.ExpiresAt, task.OwnExpiry) = (own > now ? own : now.AddDays(1), null);
        }

        return true;
    }

    public void DeleteExpired(DateTimeOffset now)
    {
        foreach (Entry? task in Tasks.Where(t => t.ExpiresAt <= now && t.Place == Place.Lease))
        {
            task.Cancelled = true;
        }

        Tasks.RemoveAll(t => t.ExpiresAt <= now && t.Place != Place.Lease);
    }

    private static void End(Entry task, OutcomeState outcome) => (task.Place, task.Outcome) = (Place.Done, outcome);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    public sealed class Entry
    {
        public required TaskId Id { get; init; }

        public required int Priority { get; init; }

        public required int MaxTries { get; init; }

        public required TimeSpan TimeToLive { get; init; }

        public required DateTimeOffset ExpiresAt { get; set; }

        /// <summary>When it would expire if it were not kept; null when it is not.</summary>
        public DateTimeOffset? OwnExpiry { get; set; }

        /// <summary>Of its run.</summary>
        public DateTimeOffset Deadline { get; set; }

        /// <summary>Whether it ended while it waited for a further attempt.</summary>
        public bool EndedUnstarted { get; set; }

        public Place Place { get; set; }

        public int Attempt { get; set; }

        public int Tries { get; set; }

        public DateTimeOffset DueAt { get; set; }

        public MemberId Handler { get; set; }

        public bool Cancelled { get; set; }

        public OutcomeState? Outcome { get; set; }

        public string? Result { get; set; }

        public string Summary { get; set; } = "";
    }
}
