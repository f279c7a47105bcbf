namespace Errand.Dashboard.Pages.Compare;

/// <summary>All that the page of a comparison shows.</summary>
public sealed record CompareModel
{
    public required CompareAddress Address { get; init; }

    public required IReadOnlyList<ComparedTask> Tasks { get; init; }

    /// <summary>What could not be compared, a sentence each.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The arguments that are not the same in all tasks.</summary>
    public required IReadOnlyList<ComparedRow> Args { get; init; }

    /// <summary>The summaries of the results.</summary>
    public required IReadOnlyList<ComparedRow> Summary { get; init; }

    /// <summary>The plots that at least two tasks have.</summary>
    public required IReadOnlyList<ComparedView> Views { get; init; }

    public ComparedView? View => Views.Count == 0 ? null : Views[Math.Min(Address.View, Views.Count - 1)];

    /// <summary>The ways to compare the view, the best first.</summary>
    public IReadOnlyList<string> Modes => View?.View.Kind switch
    {
        null => [],
        ResultViewKind.Heatmap => [CompareAddress.Difference, CompareAddress.Side],
        ResultViewKind.Histogram => [CompareAddress.Side],
        ResultViewKind.Path => [CompareAddress.Overlay, CompareAddress.Side],
        _ => [CompareAddress.Overlay, CompareAddress.Difference, CompareAddress.Side],
    };

    public string? Mode => Modes.Contains(Address.Mode) ? Address.Mode : Modes.Count == 0 ? null : Modes[0];
}
