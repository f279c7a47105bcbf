namespace Errand;

/// <summary>One line that a run of a task logged.</summary>
public sealed record TaskLogEntry
{
    /// <summary>The run that logged it.</summary>
    public required int Attempt { get; init; }

    /// <summary>Its number in that run, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>When it was logged (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How serious it is.</summary>
    public required TaskLogLevel Level { get; init; }

    /// <summary>Its text, of at most 4,000 characters.</summary>
    public required string Message { get; init; }
}
