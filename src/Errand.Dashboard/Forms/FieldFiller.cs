using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Parts.Json;

namespace Errand.Dashboard.Forms;

/// <summary>Makes fields of a schema: blank, or with a value typed into them.</summary>
internal sealed class FieldFiller(FieldShapes shapes)
{
    /// <summary>A form with more fields would help no one.</summary>
    private const int MostFields = 600;

    /// <summary>An array that must have many items begins with fewer.</summary>
    private const int MostBlankItems = 10;

    private readonly Stack<string> _around = new();
    private int _count;

    /// <summary>A field into which nothing was typed.</summary>
    public ArgsField Blank(FieldSite site)
    {
        FieldShape shape = shapes.Of(site.Place);
        var field = new ArgsField(shape, site.Label, site.IsRequired);
        if (shape.Reference is { } known && _around.Contains(known))
        {
            field.IsClosed = true;
            return field;
        }

        field.Inner.AddRange(Inside(field));
        return field;
    }

    /// <summary>The blank fields within a field.</summary>
    public List<ArgsField> Inside(ArgsField field)
    {
        List<ArgsField> inside = [];
        Within(field.Shape, () => inside.AddRange(SitesIn(field).Select(Blank)));
        return inside;
    }

    /// <summary>A field with a value; null when it cannot be typed into fields of this schema.</summary>
    public ArgsField? Fill(FieldSite site, JsonElement value)
    {
        FieldShape shape = shapes.Of(site.Place);
        if (++_count > MostFields)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Null && shape.Kind != FieldKind.Json)
        {
            ArgsField? none = shape.MayBeNull ? Blank(site) : null;
            none?.State = FieldState.Null;
            return none;
        }

        bool isLong = shape.Kind == FieldKind.Text && value.ValueKind == JsonValueKind.String
            && value.GetString()!.Contains('\n', StringComparison.Ordinal);
        var field = new ArgsField(isLong ? shape with { Kind = FieldKind.LongText } : shape, site.Label, site.IsRequired)
        {
            State = FieldState.Value,
        };
        bool fits = false;
        Within(shape, () => fits = shape.IsStructure ? FillParts(field, value) : FillText(field, value));
        return fits ? field : null;
    }

    private void Within(FieldShape shape, Action make)
    {
        if (shape.Reference is { } reference)
        {
            _around.Push(reference);
            make();
            _around.Pop();
        }
        else
        {
            make();
        }
    }

    /// <summary>What a blank field has in it.</summary>
    private static IEnumerable<FieldSite> SitesIn(ArgsField field) => field.Shape.Kind switch
    {
        FieldKind.Group => field.Shape.Members.Select(SiteOf),
        FieldKind.Fixed => field.Shape.Items.Select((item, i) => new FieldSite(item, Number(i))),
        FieldKind.List => Enumerable.Range(0, LeastItems(field.Shape)).Select(i => new FieldSite(field.Shape.Items[0], Number(i))),
        FieldKind.OneOf => [new FieldSite(field.Shape.Choices[0].Place, field.Label)],
        _ => [],
    };

    private static FieldSite SiteOf(FieldMember member) => new(member.Place, member.Name, member.IsRequired);

    private static int LeastItems(FieldShape list) =>
        list.Rules.TryGetProperty("minItems", out JsonElement least) ? (int)Math.Min(MostBlankItems, least.GetDouble()) : 0;

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static bool FillText(ArgsField field, JsonElement value)
    {
        FieldShape shape = field.Shape;
        string? text = shape.Kind switch
        {
            FieldKind.Json => JsonPrinter.Print(value).ToString(),
            FieldKind.Number or FieldKind.Integer => FieldTexts.OfNumber(value, shape),
            FieldKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : null,
            FieldKind.Enum => Chosen(field, value)?.Text,
            FieldKind.Constant => JsonElement.DeepEquals(shape.Rules.GetProperty("const"), value) ? "" : null,
            FieldKind.Lines => FieldTexts.OfItems(value, shape.Cells[0]),
            FieldKind.Matrix => FieldTexts.OfRows(value, shape.CellOf),
            _ => value.ValueKind == JsonValueKind.String ? value.GetString() : null,
        };
        field.Text = text ?? "";
        bool onOneLine = field.Shape is { IsPlain: true, Kind: not FieldKind.Enum };
        return text is not null && FieldTexts.CanBeTyped(text, onOneLine);
    }

    private static FieldOption? Chosen(ArgsField field, JsonElement value)
    {
        field.Choice = field.Shape.ChoiceOf(option => JsonElement.DeepEquals(option.Value, value));
        return field.Choice < 0 ? null : field.Shape.Options[field.Choice];
    }

    private bool FillParts(ArgsField field, JsonElement value) => field.Shape.Kind switch
    {
        FieldKind.Group => value.ValueKind == JsonValueKind.Object && FillMembers(field, value),
        FieldKind.Map => value.ValueKind == JsonValueKind.Object && FillRows(field, value),
        FieldKind.OneOf => FillChoice(field, value),
        _ => value.ValueKind == JsonValueKind.Array && FillItems(field, value),
    };

    private bool FillMembers(ArgsField field, JsonElement value)
    {
        int known = 0;
        foreach (FieldMember member in field.Shape.Members)
        {
            bool isThere = value.TryGetProperty(member.Name, out JsonElement part);
            known += isThere ? 1 : 0;
            // The only value that there is cannot be left out by a form.
            bool canBe = FieldTexts.CanBeTyped(member.Name, onOneLine: false)
                && (isThere || !member.IsRequired || shapes.Of(member.Place).Kind != FieldKind.Constant);
            if (!canBe || (isThere ? Fill(SiteOf(member), part) : Blank(SiteOf(member))) is not { } inner)
            {
                return false;
            }

            field.Inner.Add(inner);
        }

        return known == value.GetPropertyCount();
    }

    private bool FillRows(ArgsField field, JsonElement value)
    {
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (!FieldTexts.CanBeTyped(member.Name, onOneLine: true)
                || Fill(new FieldSite(field.Shape.Items[0], ""), member.Value) is not { } row)
            {
                return false;
            }

            row.Key = member.Name;
            field.Inner.Add(row);
        }

        return true;
    }

    private bool FillItems(ArgsField field, JsonElement value)
    {
        FieldShape shape = field.Shape;
        bool isFixed = shape.Kind == FieldKind.Fixed;
        if (isFixed && value.GetArrayLength() != shape.Items.Count)
        {
            return false;
        }

        foreach ((int i, JsonElement item) in value.EnumerateArray().Index())
        {
            if (Fill(new FieldSite(shape.Items[isFixed ? i : 0], Number(i)), item) is not { } inner)
            {
                return false;
            }

            field.Inner.Add(inner);
        }

        return true;
    }

    private bool FillChoice(ArgsField field, JsonElement value)
    {
        for (int i = 0; i < field.Shape.Choices.Count; i++)
        {
            if (Fill(new FieldSite(field.Shape.Choices[i].Place, field.Label), value) is { } inner)
            {
                field.Choice = i;
                field.Inner.Add(inner);
                return true;
            }
        }

        return false;
    }
}
