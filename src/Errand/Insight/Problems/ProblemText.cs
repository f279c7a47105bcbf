using System.Globalization;

namespace Errand.Insight.Problems;

/// <summary>The parts of sentences.</summary>
internal static class ProblemText
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Rounded down, so that what lasts "12 min" lasts so long at least: <c>12 min</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 } => Invariant($"{Math.Max(0, (int)age.TotalSeconds)} s"),
        { TotalMinutes: < 120 } => Invariant($"{(int)age.TotalMinutes} min"),
        { TotalHours: < 48 } => Invariant($"{(int)age.TotalHours} h"),
        _ => Invariant($"{(int)age.TotalDays} days"),
    };

    /// <summary><c>2.3 s</c></summary>
    public static string Seconds(TimeSpan time) => Invariant($"{Math.Floor(time.TotalSeconds * 10) / 10:0.0} s");

    /// <summary><c>1 slot</c>, <c>3 slots</c></summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : Invariant($"{count} {noun}s");

    /// <summary>Rounded down: <c>812 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        int unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return Invariant($"{bytes} {Units[unit]}");
    }

    /// <summary><c>a, b and c</c></summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
