using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Forms;

/// <summary>Makes the fields of a form that was sent, with what was typed into them.</summary>
/// <remarks>Names that begin with a slash are those of fields. What else the form says of a field has a word before its name:
/// <c>is:/args/x</c> what stands there (<c>out</c>, <c>null</c>, <c>value</c>, or a value after an equals sign), <c>kind:</c> which of
/// several kinds, <c>count:</c> how many items, <c>key:</c> the name of a row, <c>open:</c> that a value within one of its own kind is
/// shown.</remarks>
internal sealed class PostedFields(FieldShapes shapes, IReadOnlyDictionary<string, string> form)
{
    private const int MostItems = 1000;

    /// <summary>Arguments nest no deeper.</summary>
    private const int MostDepth = 64;

    private readonly Stack<string> _around = new();

    /// <summary>What a form holds, apart from the files: the last one of each name.</summary>
    public static Dictionary<string, string> ValuesOf(IFormCollection form) =>
        form.DistinctBy(each => FieldTexts.Typed(each.Key)).ToDictionary(
            each => FieldTexts.Typed(each.Key), each => FieldTexts.Typed(each.Value[^1] ?? ""), StringComparer.Ordinal);

    public ArgsField Read(FieldSite site, string name, int depth = 0)
    {
        FieldShape shape = shapes.Of(site.Place);
        var field = new ArgsField(shape, site.Label, site.IsRequired) { Text = form.GetValueOrDefault(name, "") };
        string? state = form.GetValueOrDefault("is:" + name);
        field.State = state switch
        {
            "out" when !site.IsRequired => FieldState.Out,
            "null" when shape.MayBeNull => FieldState.Null,
            "value" => FieldState.Value,
            _ => field.State,
        };
        if (state is null && field.IsOutWhenBlank)
        {
            field.State = field.Text.Trim().Length > 0 ? FieldState.Value : FieldState.Out;
        }

        if (state is ['=', ..])
        {
            field.State = FieldState.Value;
            field.Text = state[1..];
        }

        if (shape.Kind == FieldKind.Enum && (field.Text.Length > 0 || state == "="))
        {
            field.Choice = shape.ChoiceOf(option => option.Text == field.Text);
        }

        if (depth >= MostDepth || (shape.Reference is { } known && _around.Contains(known)
            && state != "value" && !form.ContainsKey("open:" + name)))
        {
            field.IsClosed = true;
            return field;
        }

        _around.Push(shape.Reference ?? "");
        ReadParts(field, name, depth + 1);
        _around.Pop();
        return field;
    }

    private void ReadParts(ArgsField field, string name, int depth)
    {
        FieldShape shape = field.Shape;
        switch (shape.Kind)
        {
            case FieldKind.Group:
                field.Inner.AddRange(shape.Members.Select(member =>
                    Read(new FieldSite(member.Place, member.Name, member.IsRequired), $"{name}/{Pointers.Escape(member.Name)}", depth)));
                break;
            case FieldKind.Fixed:
                field.Inner.AddRange(shape.Items.Select((item, i) => ReadItem(item, name, i, depth)));
                break;
            case FieldKind.List:
                field.Inner.AddRange(Enumerable.Range(0, CountOf(name)).Select(i => ReadItem(shape.Items[0], name, i, depth)));
                break;
            case FieldKind.Map:
                field.Inner.AddRange(Enumerable.Range(0, CountOf(name)).Select(i => ReadRow(shape.Items[0], name, i, depth)));
                break;
            case FieldKind.OneOf:
                field.Choice = Number("kind:" + name, shape.Choices.Count - 1);
                field.Inner.Add(Read(new FieldSite(shape.Choices[field.Choice].Place, field.Label), name, depth));
                break;
        }
    }

    private ArgsField ReadItem(SchemaPlace place, string name, int index, int depth) =>
        Read(new FieldSite(place, Pointers.Number(index + 1)), $"{name}/{Pointers.Number(index)}", depth);

    private ArgsField ReadRow(SchemaPlace place, string name, int index, int depth)
    {
        ArgsField row = ReadItem(place, name, index, depth);
        row.Key = form.GetValueOrDefault($"key:{name}/{Pointers.Number(index)}", "");
        return row;
    }

    private int CountOf(string name) => Number("count:" + name, MostItems);

    private int Number(string name, int most) =>
        int.TryParse(form.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Math.Min(number, most)
            : 0;
}
