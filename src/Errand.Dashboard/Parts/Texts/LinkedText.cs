using System.Buffers;

namespace Errand.Dashboard.Parts.Texts;

/// <summary>Finds the web addresses in a text. The script that appends lines to a log does the same (task.js).</summary>
internal static class LinkedText
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("<>\"'`{}|\\^");
    private static readonly SearchValues<char> Trailing = SearchValues.Create(".,;:!?");

    /// <summary>The text in pieces, each as <see cref="VisibleText"/> shows it.</summary>
    public static IReadOnlyList<LinkPiece> Of(string text)
    {
        var pieces = new List<LinkPiece>();
        int shown = 0;
        for (int start = Next(text, 0); start >= 0; start = Next(text, Math.Max(shown, start + 4)))
        {
            string url = UrlAt(text, start);
            if (!IsAddress(url))
            {
                continue;
            }

            Add(pieces, text[shown..start]);
            pieces.Add(new LinkPiece(url, url));
            shown = start + url.Length;
        }

        Add(pieces, text[shown..]);
        return pieces;
    }

    private static int Next(string text, int from) => text.IndexOf("http", from, StringComparison.OrdinalIgnoreCase);

    private static string UrlAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && IsOfUrl(text[end]))
        {
            end++;
        }

        while (end > start && (Trailing.Contains(text[end - 1]) || IsLoneBracket(text.AsSpan(start, end - start))))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsOfUrl(char character) =>
        !char.IsWhiteSpace(character) && !char.IsSurrogate(character) && !VisibleText.IsHidden(character) && !Ends.Contains(character);

    /// <summary>Whether it ends with a bracket that closes nothing of its own: <c>(see http://host/a)</c>.</summary>
    private static bool IsLoneBracket(ReadOnlySpan<char> url) =>
        (url[^1] == ')' && url.Count(')') > url.Count('(')) || (url[^1] == ']' && url.Count(']') > url.Count('['));

    private static bool IsAddress(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Host.Length > 0;

    private static void Add(List<LinkPiece> pieces, string text)
    {
        if (text.Length > 0)
        {
            pieces.Add(new LinkPiece(VisibleText.Of(text)));
        }
    }
}
