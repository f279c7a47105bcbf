using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Forms;

/// <summary>What a field says of itself.</summary>
internal static class FieldSigns
{
    private const int MostLines = 12;

    /// <summary>Names of values in a sentence, at most so long.</summary>
    private const int LongestList = 200;

    /// <summary>What it is called within a sentence.</summary>
    public static string Name(ArgsField field) => Cut.Line(field.Key is { Length: > 0 } key ? key : field.Label);

    /// <summary>What the author calls it, if that is something else than its name.</summary>
    public static string? OtherName(ArgsField field) =>
        field.Shape.Label is { } label && !label.Equals(field.Label, StringComparison.OrdinalIgnoreCase) ? Cut.Line(label) : null;

    /// <summary>Whether a label can lead to one control, which has the field's id then.</summary>
    public static bool HasInput(ArgsField field) =>
        !field.IsClosed && !field.Shape.IsStructure && !field.Shape.HasFewOptions
        && field.Shape.Kind is not (FieldKind.File or FieldKind.Constant);

    /// <summary>Whether leaving it out is one of the choices that are its values.</summary>
    public static bool IsMerged(ArgsField field) => field.Shape.Kind is FieldKind.Boolean or FieldKind.Enum;

    public static string WordOf(FieldState state) => state switch
    {
        FieldState.Out => "out",
        FieldState.Null => "null",
        _ => "value",
    };

    public static string Words(FieldState state, ArgsField field) => state switch
    {
        FieldState.Out when field.Shape.Default is { } value => $"default ({FieldWords.Short(value)})",
        FieldState.Out => "leave out",
        FieldState.Null => "null",
        _ => "value…",
    };

    /// <summary>All that can be chosen, where leaving it out is one of the choices.</summary>
    public static IReadOnlyList<(string Value, string Words, bool IsChosen)> Choices(ArgsField field)
    {
        IEnumerable<(string Text, bool IsChosen)> values = field.Shape.Kind == FieldKind.Boolean
            ? [("true", field.Text == "true"), ("false", field.Text == "false")]
            : field.Shape.Options.Select((option, i) => (option.Text, field.Choice == i));
        return
        [
            .. from state in field.States
               where state != FieldState.Value
               select (WordOf(state), Words(state, field), field.State == state),
            .. from value in values
               select ("=" + value.Text, value.Text.Length == 0 ? "empty text" : Cut.Line(value.Text), field.State == FieldState.Value && value.IsChosen),
        ];
    }

    /// <summary>The description, and what may be typed.</summary>
    public static string Help(ArgsField field)
    {
        FieldShape shape = field.Shape;
        string about = shape.Description is { } description ? $"{VisibleText.Of(description).TrimEnd('.', ' ')}." : "";
        string unit = shape.Unit is { } of && !HasUnitBeside(field) ? $"In {VisibleText.Of(of)}." : "";
        return string.Join(' ', new[] { about, unit, Typing(shape), FieldWords.Rules(shape) }.Where(words => words.Length > 0));
    }

    public static string? DescribedBy(ArgsField field)
    {
        string ids = string.Join(' ', new[]
        {
            field.Faults.Count > 0 ? $"{field.Id}-fault" : null,
            Help(field).Length > 0 ? $"{field.Id}-help" : null,
        }.Where(id => id is not null));
        return ids.Length == 0 ? null : ids;
    }

    /// <summary>The keys of a telephone. Those for numbers have no minus.</summary>
    public static string? InputMode(FieldShape shape) => shape.Kind switch
    {
        FieldKind.Integer when IsPositive(shape) => "numeric",
        FieldKind.Number when IsPositive(shape) => "decimal",
        _ => null,
    };

    public static string? Placeholder(ArgsField field) => field.Shape.Kind switch
    {
        _ when field.IsOutWhenBlank => field.Shape.Default is { } value ? $"{FieldWords.Short(value)} (default)" : "left out",
        FieldKind.Text or FieldKind.LongText => "empty text",
        FieldKind.Lines or FieldKind.Matrix => "empty list",
        FieldKind.Instant => "2026-11-24T08:15:30Z",
        FieldKind.Json => "JSON",
        _ => null,
    };

    public static string Rows(ArgsField field, int least) =>
        Math.Clamp(field.Text.AsSpan().Count('\n') + 1, least, MostLines).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the unit stands beside what is typed.</summary>
    private static bool HasUnitBeside(ArgsField field) =>
        field.Shape.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Text or FieldKind.Instant || IsRow(field);

    /// <summary>Whether its items are in a row.</summary>
    public static bool IsRow(ArgsField field) => field.Shape.Kind == FieldKind.Fixed && field.Parts.All(IsCell);

    /// <summary>Whether what is said of it stands above what may be long.</summary>
    public static bool HasNotesFirst(ArgsField field) => field.Shape.IsStructure && !IsRow(field);

    /// <summary>Whether it is short enough to stand beside others.</summary>
    public static bool IsCell(ArgsField field) =>
        field.States.Count == 1 && field.Shape.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Text or FieldKind.LongText;

    private static string Typing(FieldShape shape) => shape.Kind switch
    {
        FieldKind.Json => shape.Rules.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? "An object, as JSON." : "Any JSON.",
        FieldKind.Lines when shape.Cells[0].Kind is FieldKind.Number or FieldKind.Integer => $"Numbers, separated by commas, blanks or lines. {Each(shape)}".Trim(),
        FieldKind.Lines when shape.Cells[0].Kind == FieldKind.Enum =>
            $"One on each line: {Cut.At(string.Join(", ", shape.Cells[0].Options.Select(option => Cut.Line(option.Text))), LongestList)}.",
        FieldKind.Lines => $"One on each line; in quotes, as in JSON, if it is empty or has several lines. {Each(shape)}".Trim(),
        FieldKind.Matrix => "A row on each line, its numbers separated by commas or blanks.",
        _ => "",
    };

    private static string Each(FieldShape shape) => FieldWords.Rules(shape.Cells[0]) is { Length: > 0 } rules ? $"Each {char.ToLowerInvariant(rules[0])}{rules[1..]}" : "";

    private static bool IsPositive(FieldShape shape) =>
        (shape.Rules.TryGetProperty("minimum", out JsonElement least) || shape.Rules.TryGetProperty("exclusiveMinimum", out least))
        && least.GetDouble() >= 0;
}
