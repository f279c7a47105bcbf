namespace Errand.Dashboard.Parts.Charts;

/// <summary>Durations over time, drawn as a line.</summary>
/// <param name="Words">What they are, for people.</param>
/// <param name="Kind">Its colour and its dashes: a class of charts.css.</param>
/// <param name="Seconds">One for each place of the axis; null where there is none.</param>
public sealed record LineSeries(string Words, string Kind, IReadOnlyList<double?> Seconds);
