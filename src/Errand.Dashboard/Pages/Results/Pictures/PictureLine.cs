namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>A line of a plot with the numbers that are drawn of it.</summary>
internal sealed record PictureLine
{
    private static readonly string?[] AllDashes = [null, "7 4", "2 3", "9 3 2 3"];

    public required ViewLine View { get; init; }

    /// <summary>Its place among the lines.</summary>
    public required int Index { get; init; }

    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Gaps are NaN.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>The lower ends of its error bars; null: it has none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    public IReadOnlyList<double>? High { get; init; }

    /// <summary>What gives its points their colours; null: it has one.</summary>
    public IReadOnlyList<double>? Shade { get; init; }

    /// <summary>What it is called, in one line.</summary>
    public string Label => ColumnWords.Label(View.Label, View.Column);

    public string Name => ColumnWords.Name(View.Label, View.Column, View.Unit);

    /// <summary>Every fifth line has the same colour, and other dashes.</summary>
    public string? Dashes => AllDashes[Index / 5 % AllDashes.Length];

    public string ColourOf(PictureColours colours) => colours.Series[Index % colours.Series.Count];
}
