using System.Buffers;
using System.Globalization;
using System.Text;

namespace Errand.Dashboard.Parts.Texts;

/// <summary>Text that comes from tasks, for people: what cannot be seen, or would change how the rest is seen, is shown as an
/// escape.</summary>
internal static class VisibleText
{
    // Marks of direction, separators of lines, and the mark of byte order.
    private static readonly SearchValues<char> Misleading = SearchValues.Create(
        "\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff");

    /// <summary>Ends of lines and tabs stay.</summary>
    public static string Of(string text)
    {
        StringBuilder? shown = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isWhole = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            bool isReturn = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            bool isHidden = !isWhole && (IsHidden(text[i]) || char.IsSurrogate(text[i]));
            if (isReturn || isHidden)
            {
                shown ??= new StringBuilder(text, 0, i, text.Length + 16);
                shown.Append(isReturn ? "" : Escape(text[i]));
            }
            else
            {
                shown?.Append(text[i]);
            }

            if (isWhole)
            {
                i++;
                shown?.Append(text[i]);
            }
        }

        return shown?.ToString() ?? text;
    }

    /// <summary>Whether a character has no look of its own. Halves of pairs are for the caller to judge.</summary>
    public static bool IsHidden(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || Misleading.Contains(character);

    /// <summary><c>\u001b</c></summary>
    public static string Escape(char character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
