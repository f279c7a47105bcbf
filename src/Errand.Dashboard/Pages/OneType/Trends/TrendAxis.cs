namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary>Something that tasks have a number of, or an instant.</summary>
/// <param name="Path">As an address has it: <c>createdAt</c>, <c>args.r0/2</c>, or the name of a member of the summary.</param>
/// <param name="Words">For people.</param>
public sealed record TrendAxis(string Path, string Words)
{
    public static readonly TrendAxis Created = new("createdAt", "time of creation") { Scale = Scale.Time };

    public string? Unit { get; init; }

    public Scale Scale { get; init; }

    /// <summary>With its unit: <c>range (m)</c>.</summary>
    public string Name => Unit is null ? Words : $"{Words} ({Unit})";

    public bool IsCreation => Path == Created.Path;
}
