using System.Collections.Concurrent;
using Errand.Storage.Shared;

namespace Errand.Storage.Postgres.Hints;

/// <summary>How far the claims of this process have come in each queue. Before that place there are only deleted rows.</summary>
/// <remarks>This matters while an old snapshot is open and deleted rows cannot be vacuumed: walking over those of five minutes takes longer
/// than the rest of a claim. A smaller id that is committed late is announced like every other task. What is not announced, such as rows
/// that another process's claim returns when it dies, is found by the tick, which searches the whole queue.</remarks>
internal sealed class QueueFronts
{
    private readonly ConcurrentDictionary<long, Hint> _hints = new();

    /// <summary>A claim begins. Returns where to start; the caller must call <see cref="End"/> afterwards.</summary>
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

    /// <summary>The place from which on tasks may be waiting.</summary>
    public QueuePlace PlaceOf(long queue)
    {
        Hint hint = HintOf(queue);
        lock (hint)
        {
            return hint.Place;
        }
    }

    /// <summary>A claim ended. It took everything up to <paramref name="last"/>, or nothing.</summary>
    public void End(long queue, QueuePlace? last)
    {
        Hint hint = HintOf(queue);
        lock (hint)
        {
            hint.Running--;
            // A task that arrived while the claim ran may stand before those that it took, and the claim did not see it.
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

        /// <summary>The first place at which a task arrived since the oldest running claim began.</summary>
        public QueuePlace FirstNew { get; set; } = QueuePlace.End;
    }
}
