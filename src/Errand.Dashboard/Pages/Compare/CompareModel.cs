using Errand.Dashboard.Parts;

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

    /// <summary>Of a longer one a legend has its id only.</summary>
    private const int MostName = 40;

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

    /// <summary>What a legend calls a task: <c>#4</c>, or <c>#4 · drag 0.35</c> when just one argument differs.</summary>
    public string NameOf(long id)
    {
        string name = $"#{Amounts.Plain(id)}";
        if (Args is not [var row] || row.Cells[Address.Ids.ToList().IndexOf(id)].Text is not { } text)
        {
            return name;
        }

        string whole = $"{name} · {row.Name} {text}";
        return whole.Length <= MostName ? whole : name;
    }

    public string? Mode => Modes.Contains(Address.Mode) ? Address.Mode : Modes.Count == 0 ? null : Modes[0];
}
