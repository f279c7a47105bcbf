using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Forms;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Parts;

/// <summary>A member of a summary, short enough to be read at a glance.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its value; of a number about six digits.</param>
/// <param name="Unit">The unit of the number, where the schema of the result has one.</param>
/// <param name="Exact">The value as it is stored.</param>
public sealed record ShownMember(string Name, string Text, string? Unit, string Exact)
{
    private const int MostDigits = 6;

    internal static IReadOnlyList<ShownMember> Of(JsonElement summary, JsonElement? schema)
    {
        IReadOnlyDictionary<string, string> units = schema is { } known ? SchemaMembers.UnitsOf(known) : new Dictionary<string, string>();
        return
        [
            .. summary.EnumerateObject().Select(member => new ShownMember(
                VisibleText.Of(member.Name),
                VisibleText.Of(Short(member.Value)),
                units.TryGetValue(member.Name, out string? unit) ? VisibleText.Of(unit) : null,
                VisibleText.Of(MemberLine.ValueOf(member.Value)))),
        ];
    }

    /// <summary>A value with about six digits. Whole numbers are counts, and keep theirs.</summary>
    internal static string Short(JsonElement value)
    {
        string text = MemberLine.ValueOf(value);
        return value.ValueKind == JsonValueKind.Number && text.AsSpan().ContainsAny('.', 'e', 'E') && DigitsIn(text) > MostDigits
            && value.TryGetDouble(out double number) && double.IsFinite(number)
                ? number.ToString(FormOf(Math.Abs(number)), CultureInfo.InvariantCulture)
                : text;
    }

    private static string FormOf(double size) => size switch
    {
        0 or (>= 1e-4 and < 1e6) => "G6",
        >= 1e6 and < 1e15 => "0",
        _ => "0.#####e0",
    };

    private static int DigitsIn(string number)
    {
        int end = number.AsSpan().IndexOfAny('e', 'E');
        return number[..(end < 0 ? number.Length : end)].TrimStart('-', '0', '.').Count(char.IsAsciiDigit);
    }
}
