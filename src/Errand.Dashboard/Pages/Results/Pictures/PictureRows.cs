namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>What is drawn of a result.</summary>
internal sealed record PictureRows
{
    public required IReadOnlyList<PictureLine> Lines { get; init; }

    /// <summary>Whether the lines differ in length.</summary>
    public bool IsUnequal { get; init; }

    /// <summary>How many rows there are; of lines that differ in length, of all together.</summary>
    public required long Length { get; init; }

    /// <summary>How many of them are drawn.</summary>
    public required int Drawn { get; init; }

    /// <summary>How many values are no finite numbers.</summary>
    public required long Gaps { get; init; }

    /// <summary>Of a path that was thinned, how far the others may be from it, on axes that are scaled to 0…1; else null.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The texts that values stand over; null: they stand over numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}
