namespace Errand.Types;

/// <summary>Gives the columns of views the labels and units that their types declare.</summary>
internal sealed class ViewWords(IReadOnlyDictionary<string, ValueHint> hints)
{
    public string? MediaTypeOf(string pointer) => HintOf(pointer)?.MediaType;

    /// <summary>The pointers whose errors a type declares, by those of their errors.</summary>
    public string? ErrorOf(string pointer) => HintOf(pointer)?.ErrorOf;

    public ViewColumn Column(string pointer)
    {
        ValueHint? hint = HintOf(pointer);
        return new ViewColumn
        {
            Column = pointer,
            Label = hint?.Label,
            Unit = hint?.Unit,
            Scale = hint?.Scale ?? Scale.Linear,
        };
    }

    public ViewLine Line(string pointer, string? label = null)
    {
        ViewColumn column = Column(pointer);
        return new ViewLine { Column = pointer, Label = label ?? column.Label, Unit = column.Unit, Scale = column.Scale };
    }

    /// <summary>What the author of a view did not say of a column, its type may.</summary>
    public ResultView Complete(ResultView view) => view with
    {
        X = view.X is { } x ? Complete(x) : null,
        Color = view.Color is { } color ? Complete(color) : null,
        Y = [.. view.Y.Select(Complete)],
    };

    private ViewColumn Complete(ViewColumn column) => HintOf(column.Column) is { } hint
        ? column with
        {
            Label = column.Label ?? hint.Label,
            Unit = column.Unit ?? hint.Unit,
            Scale = column.Scale == Scale.Linear ? hint.Scale : column.Scale,
        }
        : column;

    private ViewLine Complete(ViewLine line) => HintOf(line.Column) is { } hint
        ? line with
        {
            Label = line.Label ?? hint.Label,
            Unit = line.Unit ?? hint.Unit,
            Scale = line.Scale == Scale.Linear ? hint.Scale : line.Scale,
        }
        : line;

    /// <summary>Of the value itself, else of the array whose components the pointer leads to.</summary>
    private ValueHint? HintOf(string pointer) =>
        hints.GetValueOrDefault(pointer)
        ?? (pointer.IndexOf("/*", StringComparison.Ordinal) is > 0 and int each ? hints.GetValueOrDefault(pointer[..each]) : null);
}
