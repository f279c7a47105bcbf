namespace Errand;

/// <summary>A way to look at a result: what is drawn, and of which columns.</summary>
public sealed record ResultView
{
    /// <summary>One of <see cref="ResultViewKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>For people.</summary>
    public required string Title { get; init; }

    /// <summary>The JSON Pointer of the value that is shown; of lines and the like, what the columns have in common.</summary>
    public string At { get; init; } = "";

    /// <summary>What the lines are drawn over; null: the number of the row. Of a heat map, where its columns are.</summary>
    public ViewColumn? X { get; init; }

    /// <summary>What is drawn. Of a path its two or three axes; of a table or of scalars what is shown of them, none for all of it; of a
    /// heat map where its rows are.</summary>
    public IReadOnlyList<ViewLine> Y { get; init; } = [];

    /// <summary>What gives a path or points their colours; of a heat map what its values are called.</summary>
    public ViewColumn? Color { get; init; }

    /// <summary>Whether a step is equally long on all axes of a path.</summary>
    public bool Equal { get; init; }

    /// <summary>Whether points that follow one another are connected.</summary>
    public bool Connect { get; init; } = true;
}
