namespace Errand.Signals;

/// <summary>The runs of one handler, as the web role of the same process sees them.</summary>
internal interface IHandlerRuns
{
    /// <summary>How long the run that ended first has waited for its outcome to be recorded; zero when there is none.</summary>
    TimeSpan OldestUnrecorded { get; }

    /// <summary>How many runs wait for other tasks, and so have no slot.</summary>
    int Waiting { get; }

    /// <summary>How many tasks it can run at a time.</summary>
    int Slots { get; }

    /// <summary>How many of its slots are taken.</summary>
    int Busy { get; }

    /// <summary>The type of each run that has begun and not ended.</summary>
    IReadOnlyList<string> Types { get; }
}
