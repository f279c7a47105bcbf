namespace Errand.Dashboard.Pages.Results;

/// <summary>A plot: a script draws it, from data that it asks the API for.</summary>
/// <param name="View">What is drawn, as JSON.</param>
public sealed record PlotContent(string View) : ViewContent;
