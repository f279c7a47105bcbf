using System.Globalization;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Lays the pieces of a timeline side by side. The script that lets the last one grow does the same (task.js).</summary>
internal static class TimelineScale
{
    /// <summary>A wait that is so many times as long as all else together would leave nothing of it to see.</summary>
    private const double LongWait = 20;

    /// <summary>A mark so many times as far ahead as all that has happened is told, not drawn.</summary>
    private const double FarMark = 4;

    /// <summary>Of all, the least that can be seen.</summary>
    private const double Least = 0.004;

    public static Timeline Lay(IReadOnlyList<TimelinePiece> pieces, IReadOnlyList<TimelineMark> marks)
    {
        double[] lengths = [.. pieces.Select(piece => piece.Length.TotalMilliseconds)];
        double[] shown = Shorten(pieces, lengths);
        double before = shown.Length == 0 ? 0 : shown[..^1].Sum();
        double whole = Math.Max(1, shown.Sum());
        double all = marks.Select(mark => before + mark.After).Where(end => end <= FarMark * whole).Append(whole).Max();
        return new Timeline(
            [.. Place(pieces, lengths, shown, all)],
            [.. marks.Select(mark => mark with { X = before + mark.After <= all ? Percent((before + mark.After) / all) : null })]);
    }

    private static double[] Shorten(IReadOnlyList<TimelinePiece> pieces, double[] lengths)
    {
        double sum = lengths.Sum();
        double[] cut = [.. lengths.Select((length, i) =>
            pieces[i].Kind is "wait" or "idle" && sum > length && length > LongWait * (sum - length) ? sum - length : length)];
        double least = Least * cut.Sum();
        return [.. cut.Select(length => Math.Max(least, length))];
    }

    private static IEnumerable<TimelinePiece> Place(IReadOnlyList<TimelinePiece> pieces, double[] lengths, double[] shown, double all)
    {
        double x = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            yield return pieces[i] with
            {
                IsCut = shown[i] < lengths[i],
                Shown = Math.Round(shown[i]),
                X = Percent(x / all),
                Width = Percent(shown[i] / all),
            };
            x += shown[i];
        }
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.###}%");
}
