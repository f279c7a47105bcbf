using System.Text.Json;
using Errand.Binding.Schema;
using Errand.Dashboard.Forms;
using Errand.Lists;

namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary>The members of the summaries of a type that hold a number or an instant.</summary>
internal static class TrendMembers
{
    private static readonly string[] NumberNames = ["NaN", "Infinity", "-Infinity"];

    /// <summary>Those that the type names, then others that tasks have. What a task has decides what it is, else the schema of the
    /// result.</summary>
    /// <param name="type">The type.</param>
    /// <param name="summaries">Of some of its tasks.</param>
    public static IReadOnlyList<TrendAxis> Of(TaskTypeView type, IReadOnlyList<JsonElement> summaries) =>
    [
        .. type.Summary.Concat(NamesOf(summaries)).Distinct()
            .Select(name => AxisOf(name, [.. summaries.Select(summary => Value(summary, name)).OfType<JsonElement>()], ShapeOf(type, name)))
            .OfType<TrendAxis>(),
    ];

    /// <summary>The names of all members.</summary>
    public static IEnumerable<string> NamesOf(IReadOnlyList<JsonElement> summaries) =>
        summaries.SelectMany(summary => summary.EnumerateObject().Select(member => member.Name)).Distinct();

    public static bool IsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number || (value.ValueKind == JsonValueKind.String && NumberNames.Contains(value.GetString()));

    private static TrendAxis? AxisOf(string name, IReadOnlyList<JsonElement> values, FieldShape? shape)
    {
        string path = MemberPath.Escape(name);
        return values.Count == 0 ? (shape is null || TrendPlaces.IsOne(shape) ? TrendPlaces.AxisOf(path, name, shape) : null)
            : values.Any(IsNumber) ? TrendPlaces.AxisOf(path, name, shape?.Kind == FieldKind.Instant ? null : shape)
            : values.Any(IsInstant) ? TrendPlaces.AxisOf(path, name, shape) with { Scale = Scale.Time }
            : null;
    }

    private static bool IsInstant(JsonElement value) => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _);

    private static JsonElement? Value(JsonElement summary, string name) =>
        summary.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The author's pointers stand in the order of the names; without any, members of the top are meant.</summary>
    private static FieldShape? ShapeOf(TaskTypeView type, string name)
    {
        string[] pointers = type.Result.ValueKind == JsonValueKind.Object
            && type.Result.TryGetProperty(SchemaHintNames.Summary, out JsonElement named)
                ? [.. named.EnumerateArray().Select(pointer => pointer.GetString()!)]
                : [];
        int index = type.Summary.ToList().IndexOf(name);
        string pointer = index >= 0 && index < pointers.Length ? pointers[index] : $"/{MemberPath.Escape(name)}";
        return TrendPlaces.Find(type.Result, pointer.Length == 0 ? [] : MemberPath.Steps(pointer[1..]));
    }
}
