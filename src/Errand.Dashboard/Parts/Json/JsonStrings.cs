using System.Globalization;
using System.Text;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Parts.Json;

/// <summary>Texts within JSON, as they are written there.</summary>
internal static class JsonStrings
{
    private const int EscapeLength = 6;

    /// <summary>The same text in JSON, with no more escapes than it takes to see all of it.</summary>
    /// <param name="raw">As it stands between its quotes.</param>
    public static string Readable(string raw)
    {
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return VisibleText.Of(raw);
        }

        var text = new StringBuilder(raw.Length);
        for (int i = 0; i < raw.Length;)
        {
            i += raw[i] == '\\' ? AppendEscape(text, raw, i) : Append(text, raw[i]);
        }

        return text.ToString();
    }

    /// <returns>How long the escape is.</returns>
    private static int AppendEscape(StringBuilder text, string raw, int at)
    {
        if (raw[at + 1] != 'u')
        {
            text.Append(raw, at, raw[at + 1] == '/' ? 0 : 2).Append(raw[at + 1] == '/' ? "/" : "");
            return 2;
        }

        char character = Unit(raw, at);
        if (char.IsHighSurrogate(character) && IsLowAt(raw, at + EscapeLength))
        {
            text.Append(character).Append(Unit(raw, at + EscapeLength));
            return 2 * EscapeLength;
        }

        bool mustStay = character is '"' or '\\' or '\n' or '\t' || char.IsSurrogate(character) || VisibleText.IsHidden(character);
        text.Append(mustStay ? raw.Substring(at, EscapeLength) : character.ToString());
        return EscapeLength;
    }

    private static int Append(StringBuilder text, char character)
    {
        text.Append(VisibleText.IsHidden(character) ? VisibleText.Escape(character) : character.ToString());
        return 1;
    }

    private static bool IsLowAt(string raw, int at) =>
        at + EscapeLength <= raw.Length && raw[at] == '\\' && raw[at + 1] == 'u' && char.IsLowSurrogate(Unit(raw, at));

    private static char Unit(string raw, int at) =>
        (char)ushort.Parse(raw.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
