using System.Globalization;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.Results;

/// <summary>What a value of a result is, for people.</summary>
internal static class ShapeWords
{
    /// <summary><c>100,001 × 3 numbers</c>, <c>a text of 40,213 characters</c>, <c>10.6</c></summary>
    public static string Of(ResultShape shape) => shape.Kind switch
    {
        ResultKind.Number or ResultKind.Boolean => shape.Text ?? shape.Kind,
        ResultKind.Null => "null",
        ResultKind.String => $"a text of {Many(shape.Length, "character")}",
        ResultKind.Media => shape.MediaType is { } type ? VisibleText.Of(type) : "media",
        ResultKind.Numbers => Many(shape.Length, "number") + RangeOf(shape),
        ResultKind.Strings => Many(shape.Length, "text"),
        ResultKind.Booleans => Many(shape.Length, "boolean"),
        ResultKind.Instants => Many(shape.Length, "instant"),
        ResultKind.Complex => Many(shape.Length, "complex number"),
        ResultKind.Vectors or ResultKind.Matrix => $"{Count(shape.Length)} × {Count(shape.Width)} numbers",
        ResultKind.Grid => $"{string.Join(" × ", shape.Sizes?.Select(Amounts.Count) ?? [])} numbers",
        ResultKind.Records => Many(shape.Length, "record"),
        ResultKind.Array => Many(shape.Length, "element"),
        ResultKind.Columns => Many(shape.Length, "column"),
        _ => Many(shape.Length, "member"),
    };

    /// <summary>What a whole result is, and its size: <c>100,001 × 3 numbers, 5.2 MiB</c>. A single value says the first by
    /// itself.</summary>
    public static string OfWhole(ResultShape shape)
    {
        string size = Amounts.Bytes(shape.Bytes ?? 0);
        return shape.Kind is ResultKind.Number or ResultKind.Boolean or ResultKind.Null ? size : $"{Of(shape)}, {size}";
    }

    private static string RangeOf(ResultShape shape) =>
        shape is { Min: { } min, Max: { } max } ? string.Create(CultureInfo.InvariantCulture, $", {min:R} to {max:R}") : "";

    private static string Many(long? count, string one) => count == 1 ? $"1 {one}" : $"{Count(count)} {one}s";

    private static string Count(long? count) => Amounts.Count(count ?? 0);
}
