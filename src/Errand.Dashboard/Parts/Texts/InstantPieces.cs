using System.Globalization;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Parts.Texts;

/// <summary>Finds the instants in a sentence of the server, which writes them for programs: <c>2026-11-30T15:47:19.219Z</c>.</summary>
internal static partial class InstantPieces
{
    /// <param name="sentence">The sentence.</param>
    /// <param name="now">Of an instant of this day, only the time is shown.</param>
    public static IReadOnlyList<InstantPiece> Of(string sentence, DateTimeOffset now)
    {
        List<InstantPiece> pieces = [];
        int end = 0;
        foreach (Match match in Written().Matches(sentence))
        {
            if (DateTimeOffset.TryParse(match.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
            {
                Add(sentence[end..match.Index]);
                string text = at.UtcDateTime.Date == now.UtcDateTime.Date ? Instant.Clock(at) : Instant.Short(at);
                pieces.Add(new InstantPiece($"{text} UTC", at));
                end = match.Index + match.Length;
            }
        }

        Add(sentence[end..]);
        return pieces;

        void Add(string text)
        {
            if (text.Length > 0)
            {
                pieces.Add(new InstantPiece(VisibleText.Of(text), null));
            }
        }
    }

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\b")]
    private static partial Regex Written();
}
