namespace Errand.Dashboard.Pages.Results.Lengths;

/// <summary>How long the arrays of an array are.</summary>
/// <param name="Shape">The array, and those of its elements that are listed.</param>
/// <param name="Offset">The first of these.</param>
public sealed record LengthsContent(ResultShape Shape, int Offset) : ViewContent
{
    public IReadOnlyList<ResultShape> Arrays => Shape.Children ?? [];

    public bool HasNext => Offset + Arrays.Count < Shape.Length;
}
