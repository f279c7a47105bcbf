namespace Errand.Dashboard.Pages.Results;

/// <summary>All that the page of a result shows.</summary>
public sealed record ResultPageModel
{
    public required TaskView Task { get; init; }

    /// <summary>Null when there is no result (yet).</summary>
    public ViewerModel? Viewer { get; init; }
}
