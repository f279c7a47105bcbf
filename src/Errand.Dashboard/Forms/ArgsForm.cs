using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>The fields for the arguments of a task, made of their schema.</summary>
public sealed class ArgsForm
{
    /// <summary>The place of the arguments in the form of <c>POST /v1/tasks</c>.</summary>
    public const string RootName = "/args";

    private readonly FieldShapes _shapes;

    private ArgsForm(FieldShapes shapes, ArgsField root)
    {
        _shapes = shapes;
        Root = root;
        Place();
    }

    public ArgsField Root { get; private set; }

    /// <summary>Whether a file can be chosen in it.</summary>
    public bool HasFiles => Root.All().Any(part => part.Shape.Kind == FieldKind.File);

    /// <summary>The form of somebody who has typed nothing.</summary>
    public static ArgsForm Blank(JsonElement schema)
    {
        var shapes = new FieldShapes(schema);
        return new ArgsForm(shapes, new FieldFiller(shapes).Blank(SiteOf(shapes)));
    }

    /// <summary>The form of somebody who has typed these arguments; null when it cannot hold them.</summary>
    public static ArgsForm? Of(JsonElement schema, JsonElement args)
    {
        var shapes = new FieldShapes(schema);
        return new FieldFiller(shapes).Fill(SiteOf(shapes), args) is { } root ? new ArgsForm(shapes, root) : null;
    }

    /// <summary>The form that was sent.</summary>
    internal static ArgsForm Posted(JsonElement schema, IReadOnlyDictionary<string, string> values)
    {
        var shapes = new FieldShapes(schema);
        return new ArgsForm(shapes, new PostedFields(shapes, values).Read(SiteOf(shapes), RootName));
    }

    internal ArgsField? Find(string name) => Root.All().FirstOrDefault(field => field.Name == name && field.Shape.Kind != FieldKind.OneOf)
        ?? Root.All().FirstOrDefault(field => field.Name == name);

    /// <summary>Adds an item to a list, or a row to a map, and puts the focus there.</summary>
    internal void Add(string name)
    {
        if (Find(name) is { Shape.Kind: FieldKind.List or FieldKind.Map } list)
        {
            ArgsField added = new FieldFiller(_shapes).Blank(new FieldSite(list.Shape.Items[0], Pointers.Number(list.Inner.Count + 1)));
            added.Key = list.Shape.Kind == FieldKind.Map ? "" : null;
            list.State = FieldState.Value;
            list.Inner.Add(added);
            Place();
            FirstTyped(added).IsFocused = true;
        }
    }

    /// <summary>Takes an item out of its list.</summary>
    internal void Remove(string name)
    {
        ArgsField? list = Root.All().FirstOrDefault(field =>
            field.Shape.Kind is FieldKind.List or FieldKind.Map && field.Inner.Any(item => item.Name == name));
        if (list is not null)
        {
            int index = list.Inner.FindIndex(item => item.Name == name);
            list.Inner.RemoveAt(index);
            Place();
            (index < list.Inner.Count ? FirstTyped(list.Inner[index]) : list).IsFocused = true;
        }
    }

    /// <summary>Shows the fields of a value that is within one of its own kind.</summary>
    internal void Open(string name)
    {
        if (Root.All().FirstOrDefault(field => field.Name == name && field.Shape.Reference is not null) is { } place)
        {
            if (place.IsClosed)
            {
                place.IsClosed = false;
                place.State = FieldState.Value;
                place.Inner.AddRange(new FieldFiller(_shapes).Inside(place));
                Place();
            }

            FirstTyped(place).IsFocused = true;
        }
    }

    private static FieldSite SiteOf(FieldShapes shapes) => new(shapes.Root, "arguments");

    /// <summary>What is typed into first, when a field is gone to.</summary>
    private static ArgsField FirstTyped(ArgsField field) =>
        field.Key is null && field.Inner.FirstOrDefault(part => part.Shape.Kind != FieldKind.Constant) is { } first
            ? FirstTyped(first)
            : field;

    /// <summary>Names and numbers all fields by where they are.</summary>
    private void Place()
    {
        int number = 0;
        Name(Root, RootName, 0);

        void Name(ArgsField field, string name, int depth)
        {
            field.Name = name;
            field.Depth = depth;
            field.Id = $"f{Pointers.Number(++number)}";
            for (int i = 0; i < field.Inner.Count; i++)
            {
                ArgsField part = field.Inner[i];
                Name(
                    part,
                    field.Shape.Kind switch
                    {
                        FieldKind.OneOf => name,
                        FieldKind.Group => $"{name}/{Pointers.Escape(part.Label)}",
                        _ => $"{name}/{Pointers.Number(i)}",
                    },
                    depth + 1);
            }
        }
    }
}
