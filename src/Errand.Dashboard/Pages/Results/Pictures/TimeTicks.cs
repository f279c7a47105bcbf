using System.Globalization;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>Where instants stand along an axis, in seconds since 1970, and their texts in UTC.</summary>
internal static class TimeTicks
{
    private const double Day = 86_400;
    private const double Month = 28 * Day;
    private const double Year = 365 * Day;

    /// <summary>The instants of .NET, a day off at both ends.</summary>
    private const double First = -62_135_510_400;
    private const double Last = 253_402_214_400;

    private static readonly double[] Steps =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, Day, 2 * Day, 7 * Day, 14 * Day];

    private static readonly int[] Months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000];

    /// <returns>The instants, their texts, and the days that they are in where the texts do not say them.</returns>
    public static (IReadOnlyList<double> At, string[] Texts, string Note) Of(double low, double high, int wanted)
    {
        if (!(low > First && high < Last))
        {
            IReadOnlyList<double> numbers = Ticks.Of(low, high, wanted);
            (string[] labels, string note) = NumberWords.Labels(numbers);
            return (numbers, labels, $"{note} s since 1970".TrimStart());
        }

        List<double> at = InstantsIn(low, high, wanted);
        double step = at.Count > 1 ? at[1] - at[0] : high - low;
        return (at, [.. at.Select(time => Text(time, step))], NoteOf(at, step));
    }

    private static List<double> InstantsIn(double low, double high, int wanted)
    {
        double rough = (high - low) / Math.Max(1, wanted);
        double whole = Math.Floor(low);
        return rough < Steps[0] ? [.. Ticks.Of(low - whole, high - whole, wanted).Select(value => whole + value)]
            : rough <= Steps[^1] ? Multiples(low, high, Steps.First(step => step >= rough))
            : FirstsOfMonths(low, high, Months.First(months => months * Month >= rough || months == Months[^1]));
    }

    private static List<double> Multiples(double low, double high, double step)
    {
        List<double> at = [];
        for (double time = Math.Ceiling(low / step) * step; time <= high; time += step)
        {
            at.Add(time);
        }

        return at;
    }

    private static List<double> FirstsOfMonths(double low, double high, int months)
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddSeconds(low);
        List<double> at = [];
        for (int month = ((start.Year * 12) + start.Month - 1) / months * months; month < 9999 * 12; month += months)
        {
            double time = month < 12 ? First : FirstOf(month);
            if (time > high)
            {
                break;
            }

            if (time >= low)
            {
                at.Add(time);
            }
        }

        return at;
    }

    private static double FirstOf(int month) =>
        (new DateTimeOffset(month / 12, (month % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>So much of an instant that instants a step apart have different texts.</summary>
    private static string Text(double time, double step)
    {
        double seconds = Math.Floor(time + 5e-7);
        DateTimeOffset at = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        int digits = step >= 1 ? 0 : Math.Min(6, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        string fraction = digits == 0 ? ""
            : Math.Clamp(time - seconds, 0, 0.999999).ToString($"F{digits}", CultureInfo.InvariantCulture)[1..];
        return at.ToString(FormatFor(step), CultureInfo.InvariantCulture) + fraction;
    }

    private static string FormatFor(double step) =>
        step >= 0.99 * Year ? "yyyy" : step >= Month ? "yyyy-MM" : step >= Day ? "yyyy-MM-dd" : step >= 60 ? "HH:mm" : "HH:mm:ss";

    private static string NoteOf(List<double> at, double step)
    {
        if (at.Count == 0 || step >= Day)
        {
            return "UTC";
        }

        (string from, string to) = (Text(at[0], Day), Text(at[^1], Day));
        return from == to ? $"{from} UTC" : $"{from} to {to} UTC";
    }
}
