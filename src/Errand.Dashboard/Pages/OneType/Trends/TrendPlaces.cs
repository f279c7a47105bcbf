using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Forms;
using Errand.Dashboard.Parts;
using Errand.Lists;

namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary>The places of a schema that hold a number or an instant.</summary>
internal static class TrendPlaces
{
    private const string ArgsPrefix = "args.";

    /// <summary>A list to choose from has no more.</summary>
    private const int Most = 100;

    /// <summary>Those of arguments, in their order, also within objects and arrays of a fixed length.</summary>
    public static IReadOnlyList<TrendAxis> OfArgs(JsonElement schema)
    {
        var shapes = new FieldShapes(schema);
        return [.. Below(shapes, shapes.Root, [], unit: null, []).DistinctBy(axis => axis.Path).Take(Most)];
    }

    /// <summary>Whether what stands there can be a number or an instant.</summary>
    public static bool IsOne(FieldShape shape) => shape.Kind is FieldKind.Number or FieldKind.Integer or FieldKind.Instant;

    public static TrendAxis AxisOf(string path, string words, FieldShape? shape) => new(path, shape?.Label ?? words)
    {
        Unit = shape?.Unit,
        Scale = shape?.Kind == FieldKind.Instant ? Scale.Time : shape?.IsLog == true ? Scale.Log : Scale.Linear,
    };

    /// <summary>What a schema says of a place; null if it does not have the place.</summary>
    public static FieldShape? Find(JsonElement schema, IEnumerable<string> steps)
    {
        var shapes = new FieldShapes(schema);
        FieldShape? shape = shapes.Of(shapes.Root);
        foreach (string step in steps)
        {
            SchemaPlace? place = shape.Kind switch
            {
                FieldKind.Group => shape.Members.FirstOrDefault(member => member.Name == step)?.Place,
                FieldKind.Fixed when IndexOf(step) is >= 0 and int index && index < shape.Items.Count => shape.Items[index],
                FieldKind.Lines or FieldKind.List or FieldKind.Map => shape.Items[0],
                _ => null,
            };
            if (place is null)
            {
                return null;
            }

            shape = shapes.Of(place.Value);
        }

        return shape;
    }

    private static int IndexOf(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;

    /// <param name="shapes">The whole schema.</param>
    /// <param name="place">Where in it.</param>
    /// <param name="steps">The names that lead there.</param>
    /// <param name="unit">Of the array that it is in.</param>
    /// <param name="around">The definitions that it is within: what is in itself again has no end.</param>
    private static IEnumerable<TrendAxis> Below(
        FieldShapes shapes, SchemaPlace place, IReadOnlyList<string> steps, string? unit, IReadOnlyList<string> around)
    {
        FieldShape shape = shapes.Of(place);
        if (shape.Reference is { } reference && around.Contains(reference))
        {
            return [];
        }

        IReadOnlyList<string> within = shape.Reference is { } entered ? [.. around, entered] : around;
        return shape.Kind switch
        {
            FieldKind.Group => shape.Members.SelectMany(member => Below(shapes, member.Place, [.. steps, member.Name], null, within)),
            FieldKind.Fixed => shape.Items.SelectMany((item, i) => Below(shapes, item, [.. steps, Amounts.Plain(i)], shape.Unit, within)),
            FieldKind.OneOf => shape.Choices.SelectMany(choice => Below(shapes, choice.Place, steps, unit, within)),
            _ when IsOne(shape) && steps.Count > 0 => [AxisOf(PathOf(steps), NameOf(steps), shape with { Unit = shape.Unit ?? unit })],
            _ => [],
        };
    }

    private static string NameOf(IEnumerable<string> steps) => string.Join('.', steps);

    private static string PathOf(IEnumerable<string> steps) => ArgsPrefix + string.Join('/', steps.Select(MemberPath.Escape));
}
