using System.Globalization;

namespace Errand.Dashboard.Parts;

/// <summary>Durations, sizes and numbers as people read them.</summary>
internal static class Amounts
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary><c>0.9 s</c>, <c>12 s</c>, <c>3 min 12 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>. Not below zero: clocks differ.</summary>
    /// <remarks><c>duration</c> in app.js writes the same texts.</remarks>
    public static string Duration(TimeSpan time)
    {
        double milliseconds = Math.Max(0, time.TotalMilliseconds);
        double tenths = Rounded(milliseconds / 100);
        if (tenths < 100)
        {
            return Text($"{tenths / 10:0.0} s");
        }

        // What is left of the last of two units is not rounded up: it would be a whole one of the first.
        double seconds = milliseconds < 60_000 ? Rounded(milliseconds / 1000) : Math.Floor(milliseconds / 1000);
        return seconds < 60 ? Text($"{seconds:0} s")
            : seconds < 3600 ? Two(seconds / 60, "min", seconds % 60, "s")
            : seconds < 86_400 ? Two(seconds / 3600, "h", seconds % 3600 / 60, "min")
            : Two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    /// <summary>A duration that may be short: <c>4 ms</c>, <c>0.3 s</c>, <c>12 s</c>.</summary>
    public static string Seconds(double seconds) => seconds < 0.0995
        ? Text($"{Math.Max(0, seconds) * 1000:0.#} ms")
        : Duration(TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)));

    /// <summary><c>812 B</c>, <c>1.5 KiB</c>, <c>200 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < ByteUnits.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return unit == 0 || size >= 99.95 ? Text($"{size:0} {ByteUnits[unit]}") : Text($"{size:0.0} {ByteUnits[unit]}");
    }

    /// <summary><c>10,000</c></summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>10000</c>, for forms and scripts.</summary>
    public static string Plain(long count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Percent(double share) => Text($"{share * 100:0} %");

    private static double Rounded(double value) => Math.Round(value, MidpointRounding.AwayFromZero);

    private static string Two(double large, string largeUnit, double small, string smallUnit)
    {
        long whole = (long)large;
        long rest = (long)small;
        return rest == 0 ? Text($"{whole} {largeUnit}") : Text($"{whole} {largeUnit} {rest} {smallUnit}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
