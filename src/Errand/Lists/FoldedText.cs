using System.Text;

namespace Errand.Lists;

/// <summary>Text without the difference between upper and lower case.</summary>
internal static class FoldedText
{
    /// <summary>Each character by itself, as Unicode's simple case folding: the upper case of a letter first, since several lower-case
    /// letters may have the same one.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }

        return folded.ToString();
    }
}
