namespace Errand.Insight;

/// <summary>The few numbers that show at a glance what is going on.</summary>
/// <param name="Waiting">Tasks that wait: each place is counted to 10,000.</param>
/// <param name="Running">Tasks that handlers hold.</param>
/// <param name="Slots">Of all live handlers.</param>
/// <param name="Finished">Tasks that ended within the last hour.</param>
internal sealed record StatGlance(int Waiting, int Running, int Slots, OutcomeCounts Finished);
