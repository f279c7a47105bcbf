namespace Errand.Dashboard.Forms;

/// <summary>Reads the fields of a form as JSON, in the order of the form. Numbers stay as they were typed.</summary>
internal sealed class ArgsFormReader
{
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<string, ArgsField> _places = new(StringComparer.Ordinal);

    private ArgsFormReader()
    {
    }

    public static ArgsText Read(ArgsForm form)
    {
        var reader = new ArgsFormReader();
        string json = reader.JsonOf(form.Root, ArgsForm.RootName) ?? "{}";
        return new ArgsText(json, reader._faults, reader._places);
    }

    /// <summary>The JSON of a field; null when it is left out.</summary>
    private string? JsonOf(ArgsField field, string pointer)
    {
        _places[pointer] = field;
        if (field.State == FieldState.Null)
        {
            return "null";
        }

        if (field.State == FieldState.Out)
        {
            return null;
        }

        string? json = field.IsClosed ? null : ValueOf(field, pointer);
        if (json is null && !field.IsRequired)
        {
            Wrong(pointer, field.IsClosed ? "is not open: open it, or leave it out" : "has no value: type one, or leave it out");
        }

        return json;
    }

    private string? ValueOf(ArgsField field, string pointer) => field.Shape.Kind switch
    {
        FieldKind.Group => ObjectOf(field.Inner.Select(part =>
            (part.Label, JsonOf(part, $"{pointer}/{Pointers.Escape(part.Label)}")))),
        FieldKind.Map => ObjectOf(RowsOf(field, pointer)),
        FieldKind.Fixed when field.Inner.Count > 0 && field.Inner.All(IsUntouched) => null,
        FieldKind.Fixed or FieldKind.List => $"[{string.Join(',', field.Inner.Select((item, i) => ItemOf(item, $"{pointer}/{Pointers.Number(i)}")))}]",
        FieldKind.OneOf => JsonOf(field.Inner[0], pointer),
        FieldKind.Json => AnyOf(field, pointer),
        FieldKind.Constant => field.Shape.Rules.GetProperty("const").GetRawText(),
        FieldKind.Lines => $"[{string.Join(',', FieldTexts.ItemsJson(field.Text, field.Shape.Cells[0]))}]",
        FieldKind.Matrix => $"[{string.Join(',', FieldTexts.RowsJson(field.Text, field.Shape.CellOf))}]",
        FieldKind.Text or FieldKind.LongText or FieldKind.File => FieldTexts.Quote(field.Text),
        FieldKind.Enum when field.Choice >= 0 => field.Shape.Options[field.Choice].Value.GetRawText(),
        _ when field.Text.Trim().Length == 0 => null,
        FieldKind.Number or FieldKind.Integer => FieldTexts.NumberJson(field.Text, field.Shape.TakesNames),
        FieldKind.Boolean when field.Text is "true" or "false" => field.Text,
        FieldKind.Instant => FieldTexts.Quote(field.Text.Trim()),
        _ => FieldTexts.Quote(field.Text),
    };

    /// <summary>Whether nothing was typed where something would have to be.</summary>
    private static bool IsUntouched(ArgsField field) => field.State == FieldState.Value && field.Shape.Kind switch
    {
        FieldKind.Enum => field.Choice < 0 && field.Text.Length == 0,
        FieldKind.Number or FieldKind.Integer or FieldKind.Boolean or FieldKind.Instant => field.Text.Trim().Length == 0,
        _ => false,
    };

    /// <summary>An item has its place: where nothing was typed an empty text stands, and the server says what is wrong with it.</summary>
    private string ItemOf(ArgsField item, string pointer) => JsonOf(item, pointer) ?? "\"\"";

    private IEnumerable<(string Name, string? Json)> RowsOf(ArgsField map, string pointer)
    {
        HashSet<string> names = [];
        foreach (ArgsField row in map.Inner)
        {
            string place = $"{pointer}/{Pointers.Escape(row.Key!)}";
            if (names.Add(row.Key!))
            {
                yield return (row.Key!, ItemOf(row, place));
            }
            else
            {
                // A place of its own: the other row has the pointer.
                string own = $"{place}/{row.Id}";
                _places[own] = row;
                Wrong(own, "has the name of another row");
            }
        }
    }

    private static string ObjectOf(IEnumerable<(string Name, string? Json)> members) =>
        $"{{{string.Join(',', members.Where(member => member.Json is not null).Select(member => $"{FieldTexts.Quote(member.Name)}:{member.Json}"))}}}";

    /// <summary>JSON as it was typed.</summary>
    private string? AnyOf(ArgsField field, string pointer)
    {
        string text = field.Text.Trim();
        if (text.Length > 0 && !TypedJson.TryParse(text, out _, out string? where))
        {
            Wrong(pointer, $"is not JSON that can be read: look at {where}");
            return "null";
        }

        return text.Length == 0 ? null : text;
    }

    private void Wrong(string pointer, string what) => _faults.Add(new Fault(pointer, FaultCode.Type, $"{NameOf(pointer)} {what}"));

    private string NameOf(string pointer) => _places[pointer] is { Key: { Length: > 0 } key } ? key : _places[pointer].Label is { Length: > 0 } label ? label : "the value";
}
