namespace Errand.Dashboard.Pages.Results;

/// <summary>A plot: a script draws it, from data that it asks the API for.</summary>
/// <param name="View">What is drawn, as JSON.</param>
/// <param name="Sizes">Of a grid that is a heat map: how many elements each of its axes has, the outermost first. Else null.</param>
/// <param name="Extremes">The lowest and the highest number of that grid; null: there is none.</param>
public sealed record PlotContent(string View, IReadOnlyList<long>? Sizes, (double Low, double High)? Extremes) : ViewContent;
