using Errand.Dashboard.Parts.Texts;

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

    /// <summary>One line of it: breaks and tabs as blanks.</summary>
    public static string Line(string text) => VisibleText.Of(text).Replace('\n', ' ').Replace('\t', ' ');
}
