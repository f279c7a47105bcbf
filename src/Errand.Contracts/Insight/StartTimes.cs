namespace Errand;

/// <summary>Instants at which a task will have started.</summary>
/// <param name="P50">As likely as not.</param>
/// <param name="P90">Nine times in ten.</param>
public sealed record StartTimes(DateTimeOffset P50, DateTimeOffset P90);
