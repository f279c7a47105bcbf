namespace Errand.HistoryChecker;

/// <summary>How much a history contains: a check of an empty history proves nothing.</summary>
public sealed record HistoryCounts
{
    public required int Events { get; init; }

    /// <summary>In the final dump.</summary>
    public required int Tasks { get; init; }

    public required int Submits { get; init; }

    public required int Accepted { get; init; }

    public required int Replayed { get; init; }

    public required int Refused { get; init; }

    public required int Unknown { get; init; }

    public required int Runs { get; init; }

    /// <summary>Runs without an end: their process died.</summary>
    public required int RunsCutShort { get; init; }

    public required int HandBacks { get; init; }

    public required int Views { get; init; }

    public required int Kills { get; init; }

    public required int OtherSignals { get; init; }

    public required int Restarts { get; init; }

    /// <summary>Restarts of the store, and failures of the connection to it.</summary>
    public required int StoreDisturbances { get; init; }

    /// <summary>Last lines of killed processes.</summary>
    public required int TornTails { get; init; }

    public static HistoryCounts Of(History history)
    {
        HistoryEvent[] events = history.Events.Select(recorded => recorded.Event).ToArray();
        int runs = events.OfType<RunStarted>().Count();
        SubmitAccepted[] accepted = events.OfType<SubmitAccepted>().ToArray();
        ProcessSignalled[] signals = events.OfType<ProcessSignalled>().ToArray();
        int kills = signals.Count(signal => signal.Signal == "KILL");
        ProcessStarted[] starts = events.OfType<ProcessStarted>().ToArray();
        return new HistoryCounts
        {
            Events = events.Length,
            Tasks = events.OfType<StoredTask>().DistinctBy(stored => stored.Id).Count(),
            Submits = events.OfType<SubmitSent>().Count(),
            Accepted = accepted.Count(answer => !answer.Replayed),
            Replayed = accepted.Count(answer => answer.Replayed),
            Refused = events.OfType<SubmitRefused>().Count(),
            Unknown = events.OfType<SubmitUnknown>().Count(),
            Runs = runs,
            RunsCutShort = Math.Max(0, runs - events.OfType<RunEnded>().Count()),
            HandBacks = events.OfType<StoredTask>().Sum(stored => stored.HandBacks),
            Views = events.OfType<Viewed>().Count(),
            Kills = kills,
            OtherSignals = signals.Length - kills,
            Restarts = starts.Length - starts.DistinctBy(start => start.Name).Count(),
            StoreDisturbances = events.OfType<StoreDisturbed>().Count(),
            TornTails = history.Damages.Count(damage => damage.IsTornTail),
        };
    }
}
