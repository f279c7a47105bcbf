using System.Globalization;
using System.Text;

namespace Errand.Dashboard.Parts;

/// <summary>Texts of tasks within one line.</summary>
internal static class Cut
{
    private const string Dots = "…";

    /// <summary>At most so many UTF-16 units, the last one of them a mark if there is more. No character is cut in two.</summary>
    public static string At(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = length - Dots.Length;
        return string.Concat(text.AsSpan(0, end > 0 && char.IsLowSurrogate(text[end]) ? end - 1 : end), Dots);
    }

    /// <summary>One line of it: breaks and tabs as blanks, other control characters and those that turn the direction as escapes.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(letter))
            {
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                case UnicodeCategory.Control when char.IsWhiteSpace(letter):
                    line.Append(' ');
                    break;
                case UnicodeCategory.Control:
                case UnicodeCategory.Format when letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'):
                    line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                    break;
                default:
                    line.Append(letter);
                    break;
            }
        }

        return line.ToString();
    }
}
