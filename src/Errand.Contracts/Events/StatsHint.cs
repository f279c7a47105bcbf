namespace Errand;

/// <summary>The numbers that show at a glance what is going on, as they are now.</summary>
public sealed record StatsHint : ChangeHint
{
    /// <summary>Tasks that wait: to be started, for their instant or to be tried again, each counted to 10,000.</summary>
    public required int Waiting { get; init; }

    /// <summary>Tasks that handlers hold.</summary>
    public required int Running { get; init; }

    /// <summary>How many tasks all live handlers run at once.</summary>
    public required int Slots { get; init; }

    /// <summary>Tasks that ended within the last hour. Tasks that ended are seen up to 15 seconds late.</summary>
    public required OutcomeCounts Finished { get; init; }
}
