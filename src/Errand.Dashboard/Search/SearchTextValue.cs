using System.Text;

namespace Errand.Dashboard.Search;

/// <summary>A value of a term: <c>a</c>, <c>"a b"</c>, <c>&gt;5</c>, <c>&lt;5</c> or <c>1..5</c>.</summary>
/// <param name="Sign">How tasks are compared with it.</param>
/// <param name="Text">Without sign and quotes; of a range, its lower end.</param>
/// <param name="IsQuoted">Whether it stands in quotes: <c>"1"</c> is the text, <c>1</c> the number too.</param>
public readonly record struct SearchTextValue(SearchTextSign Sign, string Text, bool IsQuoted)
{
    /// <summary>The upper end of a range, else null.</summary>
    public string? UpperText { get; init; }

    public bool IsUpperQuoted { get; init; }

    /// <summary>A value that is compared for equality, in quotes if it would mean something else without them.</summary>
    public static SearchTextValue Of(string text) => new(SearchTextSign.Equal, text, NeedsQuotes(text));

    /// <summary>Whether a text is read as another one, or as more than one, without quotes.</summary>
    public static bool NeedsQuotes(string text) =>
        text.Length == 0 || text[0] is '<' or '>' or '-' || text.Contains("..", StringComparison.Ordinal) || text[^1] == '.'
        || text.Any(letter => letter is ',' or ':' or '"' || char.IsWhiteSpace(letter));

    public override string ToString() => Sign switch
    {
        SearchTextSign.Greater => $">{Print(Text, IsQuoted)}",
        SearchTextSign.Less => $"<{Print(Text, IsQuoted)}",
        SearchTextSign.Between => $"{Print(Text, IsQuoted)}..{Print(UpperText!, IsUpperQuoted)}",
        _ => Print(Text, IsQuoted),
    };

    private static string Print(string text, bool isQuoted)
    {
        if (!isQuoted)
        {
            return text;
        }

        StringBuilder quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char letter in text)
        {
            quoted.Append(letter is '"' or '\\' ? "\\" : "").Append(letter);
        }

        return quoted.Append('"').ToString();
    }
}
