using System.Globalization;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>About how wide texts are: a server has no fonts, so it takes those of a wide one.</summary>
internal static class TextWidth
{
    private const string Dots = "…";
    private const string Narrow = " ,.:;'|!()[]{}ijlftrI-";
    private const string Wide = "mwMW@%\u2212";

    /// <summary>In pixels.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Of the font, in pixels.</param>
    public static double Of(string text, double size) => text.Sum(WidthOf) * size;

    /// <summary>The text, cut to a width.</summary>
    public static string Fit(string text, double width, double size)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        double room = width - Of(Dots, size);
        int end = 0;
        while (end < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text, end);
            room -= Of(text.Substring(end, length), size);
            if (room < 0)
            {
                break;
            }

            end += length;
        }

        return end == 0 ? "" : text[..end].TrimEnd() + Dots;
    }

    /// <summary>Relative to the size. Half of a pair counts as half of its character.</summary>
    private static double WidthOf(char sign) =>
        Narrow.Contains(sign, StringComparison.Ordinal) ? 0.38
        : Wide.Contains(sign, StringComparison.Ordinal) ? 0.95
        : char.IsSurrogate(sign) ? 0.6
        : sign >= '\u2e80' ? 1.05
        : char.IsUpper(sign) ? 0.72
        : 0.63;
}
