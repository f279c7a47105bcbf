using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>What a schema says of a place, as far as a form cares.</summary>
public sealed record FieldShape
{
    private const int FewOptions = 4;

    public required FieldKind Kind { get; init; }

    /// <summary>The schema of the values that are not null: its bounds hold for them.</summary>
    public required JsonElement Rules { get; init; }

    public bool MayBeNull { get; init; }

    /// <summary>Whether the number may be NaN or infinite.</summary>
    public bool TakesNames { get; init; }

    /// <summary>The definition that the place refers to: such places may be in themselves.</summary>
    public string? Reference { get; init; }

    /// <summary>Of a group.</summary>
    public IReadOnlyList<FieldMember> Members { get; init; } = [];

    /// <summary>Of an array of a fixed length: one for each item. Of other arrays and of maps: the one of all.</summary>
    public IReadOnlyList<SchemaPlace> Items { get; init; } = [];

    /// <summary>Of lines and of a matrix: what is in a column; the last one goes on.</summary>
    public IReadOnlyList<FieldShape> Cells { get; init; } = [];

    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public string? Label { get; init; }

    public string? Unit { get; init; }

    /// <summary>Whether the author wants it on a logarithmic axis.</summary>
    public bool IsLog { get; init; }

    public string? Description { get; init; }

    /// <summary>What is used when nothing is sent; null when there is no such value, or the schema does not say it.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Whether it is typed into one field, on one line.</summary>
    public bool IsPlain =>
        Kind is FieldKind.Text or FieldKind.Number or FieldKind.Integer or FieldKind.Boolean or FieldKind.Enum or FieldKind.Instant;

    /// <summary>Whether it is one of few values, which are seen at a glance.</summary>
    public bool HasFewOptions => Kind == FieldKind.Boolean || (Kind == FieldKind.Enum && Options.Count <= FewOptions);

    /// <summary>Whether there is nothing to type unless the user asks for it.</summary>
    public bool IsStructure => Kind is FieldKind.Group or FieldKind.Map or FieldKind.List or FieldKind.OneOf or FieldKind.Fixed;

    /// <summary>Which of the values it is; -1 when it is none of them.</summary>
    internal int ChoiceOf(Predicate<FieldOption> isIt) => Options.Index().FirstOrDefault(each => isIt(each.Item), (-1, null!)).Index;

    /// <summary>What is in a column.</summary>
    internal FieldShape CellOf(int column) => Cells[Math.Min(column, Cells.Count - 1)];
}
