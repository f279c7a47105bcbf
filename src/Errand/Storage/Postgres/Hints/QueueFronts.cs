using System.Collections.Concurrent;
using Errand.Storage.Shared;

namespace Errand.Storage.Postgres.Hints;

/// <summary>How far the claims of this process have come in each queue: what stands before was claimed, and only its remains are
/// there.</summary>
/// <remarks>Matters when somebody holds an old snapshot, so that the remains cannot be vacuumed: to walk over what five minutes left takes
/// longer than all else in a claim. A smaller id that is committed late is told of like whatever becomes ready. What nobody tells of, such
/// as the rows that a claim of another process gives back as it dies, is found by the tick, which looks at the whole queue beside the
/// claims.</remarks>
internal sealed class QueueFronts
{
    private readonly ConcurrentDictionary<long, Hint> _hints = new();

    /// <summary>A claim begins: from where. Its end must be told by <see cref="End"/>.</summary>
    public QueuePlace Begin(long queue)
    {
        Hint hint = HintOf(queue);
        lock (hint)
        {
            if (hint.Running++ == 0)
            {
                hint.FirstNew = QueuePlace.End;
            }

            return hint.Place;
        }
    }

    /// <summary>From where on something may wait.</summary>
    public QueuePlace PlaceOf(long queue)
    {
        Hint hint = HintOf(queue);
        lock (hint)
        {
            return hint.Place;
        }
    }

    /// <summary>A claim ended, having taken everything up to here, or nothing.</summary>
    public void End(long queue, QueuePlace? last)
    {
        Hint hint = HintOf(queue);
        lock (hint)
        {
            hint.Running--;
            // What came in while the claim ran may stand before what it took, without having been seen by it.
            QueuePlace reached = last is { } place && place.CompareTo(hint.FirstNew) < 0 ? place : hint.FirstNew;
            if (last is not null && reached.CompareTo(hint.Place) > 0)
            {
                hint.Place = reached;
            }
        }
    }

    /// <summary>A task can be claimed at this place now.</summary>
    public void MadeReady(long queue, QueuePlace place)
    {
        Hint hint = HintOf(queue);
        lock (hint)
        {
            hint.Place = place.CompareTo(hint.Place) < 0 ? place : hint.Place;
            hint.FirstNew = place.CompareTo(hint.FirstNew) < 0 ? place : hint.FirstNew;
        }
    }

    /// <summary>Anything may have happened.</summary>
    public void Forget()
    {
        foreach (long queue in _hints.Keys)
        {
            MadeReady(queue, QueuePlace.Start);
        }
    }

    private Hint HintOf(long queue) => _hints.GetOrAdd(queue, static _ => new Hint());

    private sealed class Hint
    {
        public QueuePlace Place { get; set; } = QueuePlace.Start;

        public int Running { get; set; }

        /// <summary>The soonest of what came in since a claim began while none ran.</summary>
        public QueuePlace FirstNew { get; set; } = QueuePlace.End;
    }
}
