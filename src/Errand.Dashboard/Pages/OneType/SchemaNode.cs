using System.Text.Json;
using Errand.Dashboard.Forms;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.OneType;

/// <summary>A place in a schema, for people.</summary>
public sealed record SchemaNode
{
    private const int LongestList = 200;

    /// <summary>Of a member, or of what stands for all of them.</summary>
    public string? Name { get; init; }

    /// <summary>Such as <c>list of numbers</c>, or <c>text or null</c>.</summary>
    public required string TypeWords { get; init; }

    public string? Unit { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>What is used when nothing is sent.</summary>
    public string? Default { get; init; }

    /// <summary>The description, and what holds for values.</summary>
    public string About { get; init; } = "";

    public IReadOnlyList<SchemaNode> Parts { get; init; } = [];

    public static SchemaNode Of(JsonElement schema)
    {
        var shapes = new FieldShapes(schema);
        return Of(shapes, shapes.Root, null, isRequired: false, []);
    }

    /// <param name="shapes">The whole schema.</param>
    /// <param name="place">The place.</param>
    /// <param name="name">Its name, if it has one.</param>
    /// <param name="isRequired">Whether it must be there.</param>
    /// <param name="around">The definitions that it is within: such a place is named, and not shown again.</param>
    private static SchemaNode Of(FieldShapes shapes, SchemaPlace place, string? name, bool isRequired, IReadOnlyList<string> around)
    {
        FieldShape shape = shapes.Of(place);
        bool isAgain = shape.Reference is { } reference && around.Contains(reference);
        IReadOnlyList<string> within = shape.Reference is { } entered ? [.. around, entered] : around;
        string words = isAgain ? $"{shape.Reference}, as above" : WordsOf(shapes, shape);
        string about = shape.Description is { } description ? $"{VisibleText.Of(description).TrimEnd('.', ' ')}. " : "";
        return new SchemaNode
        {
            Name = name,
            TypeWords = shape.MayBeNull && words != "null" ? $"{words} or null" : words,
            Unit = shape.Unit,
            IsRequired = isRequired,
            Default = shape.Default is { } value ? FieldWords.Short(value) : null,
            About = (about + FieldWords.Rules(shape)).Trim(),
            Parts = isAgain ? [] : [.. PartsOf(shapes, shape, within)],
        };
    }

    private static IEnumerable<SchemaNode> PartsOf(FieldShapes shapes, FieldShape shape, IReadOnlyList<string> around) => shape.Kind switch
    {
        FieldKind.Group => shape.Members.Select(member => Of(shapes, member.Place, member.Name, member.IsRequired, around)),
        FieldKind.OneOf => shape.Choices.Select(choice => Of(shapes, choice.Place, choice.Words, isRequired: false, around)),
        FieldKind.Fixed => shape.Items.Select((item, i) => Of(shapes, item, Amounts.Plain(i + 1), isRequired: false, around)),
        FieldKind.Map => [Of(shapes, shape.Items[0], "each member", isRequired: false, around)],
        FieldKind.List => [Of(shapes, shape.Items[0], "each item", isRequired: false, around)],
        _ => [],
    };

    private static string WordsOf(FieldShapes shapes, FieldShape shape) => shape.Kind switch
    {
        FieldKind.Integer => "whole number",
        FieldKind.Number => shape.TakesNames ? "number, NaN or infinity" : "number",
        FieldKind.Boolean => "true or false",
        FieldKind.Enum => $"one of {Cut.At(string.Join(", ", shape.Options.Select(option => Cut.Line(option.Value.GetRawText()))), LongestList)}",
        FieldKind.Constant => $"always {FieldWords.Short(shape.Rules.GetProperty("const"))}",
        FieldKind.Instant => "instant",
        FieldKind.File => "base64",
        FieldKind.Lines => $"list: {WordsOf(shapes, shape.Cells[0])}{(shape.Cells[0].MayBeNull ? " or null" : "")}",
        FieldKind.Matrix => "list of rows of numbers",
        FieldKind.List => "list",
        FieldKind.Fixed => $"list of {Amounts.Plain(shape.Items.Count)}",
        FieldKind.Group or FieldKind.Map => "object",
        FieldKind.OneOf => "one of several kinds",
        FieldKind.Json => shape.Rules.ValueKind == JsonValueKind.Object && shape.Rules.TryGetProperty("type", out JsonElement type)
            && type.ValueKind == JsonValueKind.String
                ? type.GetString() == "null" ? "null" : $"any {type.GetString()}"
                : "any JSON",
        _ => "text",
    };
}
