using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>A field of a form: what may stand in a place of the arguments, and what was typed there.</summary>
public sealed class ArgsField
{
    internal ArgsField(FieldShape shape, string label, bool isRequired)
    {
        Shape = shape;
        Label = label;
        IsRequired = isRequired;
        State = isRequired ? FieldState.Value : FieldState.Out;
        Choice = shape.Kind == FieldKind.Enum ? -1 : 0;
    }

    public FieldShape Shape { get; }

    /// <summary>The name of the member, or the number of the item.</summary>
    public string Label { get; }

    /// <summary>Whether it cannot be left out.</summary>
    public bool IsRequired { get; }

    /// <summary>Its name in the form: a JSON Pointer into the form of <c>POST /v1/tasks</c>, with the numbers of rows where a map has
    /// names.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Its id in the page. It never comes from data.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>How deep it is in the form: 0 for the arguments themselves.</summary>
    public int Depth { get; internal set; }

    public FieldState State { get; internal set; }

    /// <summary>What was typed.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>Which of several kinds its value is of; or which of several values it is, and -1 when none was chosen.</summary>
    public int Choice { get; internal set; }

    /// <summary>Whether the fields of a value that is within one of its own kind are not shown yet.</summary>
    public bool IsClosed { get; internal set; }

    /// <summary>The name of a member of a map.</summary>
    public string? Key { get; internal set; }

    /// <summary>The fields within it.</summary>
    public IReadOnlyList<ArgsField> Parts => Inner;

    /// <summary>What is wrong with it, for people.</summary>
    public IReadOnlyList<string> Faults => Wrong;

    /// <summary>Whether the page puts the focus here.</summary>
    public bool IsFocused { get; internal set; }

    /// <summary>What can stand here. Where leaving it out means null, null itself is offered only to who has it already.</summary>
    public IReadOnlyList<FieldState> States =>
    [
        .. IsRequired ? (ReadOnlySpan<FieldState>)[] : [FieldState.Out],
        .. Shape.MayBeNull && (!IsNullByDefault || State == FieldState.Null) ? (ReadOnlySpan<FieldState>)[FieldState.Null] : [],
        FieldState.Value,
    ];

    /// <summary>Whether nobody has to choose: what is not typed is left out, since no such value is empty.</summary>
    public bool IsOutWhenBlank =>
        !IsRequired && !States.Contains(FieldState.Null) && (Shape.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Instant);

    private bool IsNullByDefault => !IsRequired && Shape.Default is { ValueKind: JsonValueKind.Null };

    internal List<ArgsField> Inner { get; } = [];

    internal List<string> Wrong { get; } = [];

    /// <summary>It and all fields within it.</summary>
    internal IEnumerable<ArgsField> All() => Inner.SelectMany(part => part.All()).Prepend(this);
}
