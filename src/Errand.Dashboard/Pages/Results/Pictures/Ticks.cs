using System.Globalization;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>Where numbers stand along an axis.</summary>
/// <remarks>plotwords.js and plotchart.js have the same.</remarks>
internal static class Ticks
{
    /// <summary>Steps from 0 beyond which two of them could not be told apart.</summary>
    private const double MostSteps = 9007199254740991 / 10.0;

    private static readonly int[] One = [1];
    private static readonly int[] OneTwoFive = [1, 2, 5];

    /// <summary>Values at steps of 1, 2 or 5 times a power of ten, all within the range.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="wanted">About how many.</param>
    public static IReadOnlyList<double> Of(double low, double high, int wanted)
    {
        if (!(high > low))
        {
            return double.IsFinite(low) ? [low] : [];
        }

        if (!double.IsFinite(high - low))
        {
            return [low, 0, high];
        }

        double rough = (high - low) / Math.Max(1, wanted);
        int power = (int)Math.Floor(Math.Log10(rough));
        double part = rough / Math.Pow(10, power);
        int step = part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10;
        double ease = 1e-9 * (high - low);
        double first = Math.Ceiling((low - ease) / Scaled(power, step));
        double last = Math.Floor((high + ease) / Scaled(power, step));
        return Math.Abs(first) > MostSteps || Math.Abs(last) > MostSteps ? [low, high]
            : [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Scaled(power, (first + i) * step))];
    }

    /// <summary>The same along an axis on which equal factors are equally long.</summary>
    public static IReadOnlyList<double> OfLog(double low, double high, int most)
    {
        double decades = Math.Log10(high / low);
        if (decades < 0.8)
        {
            return [.. Of(low, high, most).Where(value => value > 0)];
        }

        int[] factors = most >= (3 * decades) + 1 ? OneTwoFive : One;
        int step = Math.Max(1, (int)Math.Ceiling(decades / most));
        List<double> ticks = [];
        for (int power = (int)Math.Floor(Math.Log10(low)); power <= Math.Ceiling(Math.Log10(high)); power++)
        {
            ticks.AddRange(power % step == 0 ? factors.Select(factor => Scaled(power, factor)) : []);
        }

        return [.. ticks.Where(value => value >= low * 0.999999 && value <= high * 1.000001)];
    }

    /// <summary>A number times a power of ten, without the fault of a product with 0.1.</summary>
    public static double Scaled(int power, double times) =>
        power is < -300 or > 300 ? times * double.Parse(string.Create(CultureInfo.InvariantCulture, $"1e{power}"), CultureInfo.InvariantCulture)
        : power < 0 ? times / Math.Pow(10, -power)
        : times * Math.Pow(10, power);
}
