using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Forms;

/// <summary>Between values and what is typed for them. Numbers keep every digit.</summary>
internal static partial class FieldTexts
{
    private const string Null = "null";

    private static readonly string[] Names = ["NaN", "Infinity", "-Infinity"];

    /// <summary>Characters at which numbers in a list end.</summary>
    private static readonly char[] Separators = [' ', '\t', '\n', ',', ';'];

    /// <summary>How long a list of numbers may be to stand on one line.</summary>
    private const int ShortLine = 80;

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>What a form has sent: browsers end each line with two characters.</summary>
    public static string Typed(string sent) => sent.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>Whether a form can hold this very text: browsers change some characters.</summary>
    public static bool CanBeTyped(string text, bool onOneLine)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            bool isHeld = text[i] == '\n' ? !onOneLine : text[i] == '\t' || !char.IsControl(text[i]);
            if (!isHeld || (char.IsSurrogate(text[i]) && !isPair))
            {
                return false;
            }

            i += isPair ? 1 : 0;
        }

        return true;
    }

    /// <summary>A number as it was typed. What is none becomes a string: the server says what is wrong with it.</summary>
    public static string NumberJson(string text, bool takesNames)
    {
        string number = text.Trim() switch { "∞" or "+∞" => "Infinity", "-∞" => "-Infinity", string other => other };
        return JsonNumber().IsMatch(number) ? number
            : takesNames && Names.Contains(number) ? Quote(number)
            : Quote(text.Trim());
    }

    /// <summary>What is typed for a number; null when the value is none that may stand there.</summary>
    public static string? OfNumber(JsonElement value, FieldShape shape) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String when shape.TakesNames && Names.Contains(value.GetString()) => value.GetString(),
        _ => null,
    };

    /// <summary>The items of a list, each as JSON.</summary>
    public static IEnumerable<string> ItemsJson(string text, FieldShape item) =>
        TokensOf(text, item).Select(token => ItemJson(token, item));

    /// <summary>The rows of a matrix, each as JSON.</summary>
    /// <param name="text">A row on each line.</param>
    /// <param name="cell">The shape of what is in a column.</param>
    public static IEnumerable<string> RowsJson(string text, Func<int, FieldShape> cell) =>
        from line in text.Split('\n')
        where line.Trim().Length > 0
        let cells = line.Trim() == "[]" ? [] : line.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
        select $"[{string.Join(',', cells.Select((token, column) => ItemJson(token, cell(column))))}]";

    /// <summary>What is typed for a list; null when it has items that cannot be typed.</summary>
    public static string? OfItems(JsonElement list, FieldShape item)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string?[] tokens = [.. list.EnumerateArray().Select(each => TokenOf(each, item))];
        return tokens.Contains(null) ? null
            : IsText(item) || tokens.Sum(token => token!.Length + 2) > ShortLine ? string.Join('\n', tokens)
            : string.Join(", ", tokens);
    }

    /// <summary>What is typed for a matrix; null when it has cells that cannot be typed.</summary>
    public static string? OfRows(JsonElement matrix, Func<int, FieldShape> cell)
    {
        if (matrix.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string?[] rows = [.. matrix.EnumerateArray().Select(row => OfRow(row, cell))];
        return rows.Contains(null) ? null : string.Join('\n', rows);
    }

    private static string? OfRow(JsonElement row, Func<int, FieldShape> cell)
    {
        if (row.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string?[] tokens = [.. row.EnumerateArray().Select((each, column) => TokenOf(each, cell(column)))];
        return tokens.Contains(null) ? null : tokens.Length == 0 ? "[]" : string.Join(", ", tokens);
    }

    private static string[] TokensOf(string text, FieldShape item) => IsText(item)
        ? [.. text.Split('\n').Where(line => line.Trim().Length > 0)]
        : text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static string ItemJson(string token, FieldShape item) => item.Kind switch
    {
        _ when item.MayBeNull && token.Trim() == Null => Null,
        FieldKind.Number or FieldKind.Integer => NumberJson(token, item.TakesNames),
        FieldKind.Boolean => token is "true" or "false" ? token : Quote(token),
        FieldKind.Enum when item.Options.FirstOrDefault(option => option.Text == token) is { } known => known.Value.GetRawText(),
        _ => IsQuoted(token) ? token.Trim() : Quote(token),
    };

    private static string? TokenOf(JsonElement value, FieldShape item) => item.Kind switch
    {
        _ when value.ValueKind == JsonValueKind.Null => item.MayBeNull ? Null : null,
        FieldKind.Number or FieldKind.Integer => OfNumber(value, item),
        FieldKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : null,
        FieldKind.Enum when !IsText(item) => item.Options.FirstOrDefault(option => JsonElement.DeepEquals(option.Value, value))?.Text,
        _ when value.ValueKind == JsonValueKind.String => LineOf(value.GetString()!, item),
        _ => null,
    };

    /// <summary>In quotes when it would not be the same text without them.</summary>
    private static string LineOf(string text, FieldShape item) =>
        text.Trim().Length < text.Length || text.Length == 0 || text[0] == '"' || !CanBeTyped(text, onOneLine: true)
            || (item.MayBeNull && text == Null)
            ? $"\"{JsonEncodedText.Encode(text)}\""
            : text;

    /// <summary>Whether it is the text that is typed, one on each line.</summary>
    private static bool IsText(FieldShape item) => item.Kind switch
    {
        FieldKind.Enum => item.Options.All(option => option.Value.ValueKind == JsonValueKind.String),
        FieldKind.Number or FieldKind.Integer or FieldKind.Boolean => false,
        _ => true,
    };

    private static bool IsQuoted(string token) =>
        TypedJson.TryParse(token.Trim(), out JsonElement value) && value.ValueKind == JsonValueKind.String;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();
}
