using System.Globalization;
using System.Text;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>How pictures of plots say numbers: as the plots in the pages do.</summary>
/// <remarks>plotwords.js has the same.</remarks>
internal static class NumberWords
{
    private const int FewestDigits = 6;
    private const int MostDigits = 15;
    private const string Minus = "\u2212";

    /// <summary>6 significant digits, or as many as tell a 1,000th of an axis apart.</summary>
    /// <param name="x">The number.</param>
    /// <param name="span">The length of the axis; 0: none.</param>
    public static string Of(double x, double span = 0)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? "no number" : x > 0 ? "\u221e" : Minus + "\u221e";
        }

        double size = Math.Abs(x);
        if (double.IsInteger(x) && size < 1e9)
        {
            return Grouped(Fixed(x, 0));
        }

        int needed = span > 0 ? (int)Math.Ceiling(Math.Log10(size / span)) + 3 : 0;
        int digits = Math.Clamp(needed, FewestDigits, MostDigits);
        if (size < 1e-4 || size >= Math.Pow(10, Math.Max(9, digits)))
        {
            return Power(x, digits);
        }

        string text = Fixed(x, Math.Max(0, digits - 1 - (int)Math.Floor(Math.Log10(size))));
        return Grouped(text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text);
    }

    /// <summary>The texts of the ticks of an axis, and what they have in common, for its end.</summary>
    /// <returns>The note <c>× 1e−6 + 1,000</c> says that a value is the tick times 0.000001 plus 1,000; it is empty when there is
    /// nothing.</returns>
    public static (string[] Texts, string Note) Labels(IReadOnlyList<double> values)
    {
        double first = values.Count > 0 ? values[0] : 0;
        double last = values.Count > 0 ? values[^1] : 0;
        double step = values.Count > 1 ? (last - first) / (values.Count - 1) : Math.Abs(first);
        if (values.Count < 2 || !(step > 0))
        {
            return ([.. values.Select(value => Of(value))], "");
        }

        double offset = Math.Max(Math.Abs(first), Math.Abs(last)) / step >= 1e5 ? OffsetOf(first, last) : 0;
        double left = Math.Max(Math.Abs(first - offset), Math.Abs(last - offset));
        int top = (int)Math.Floor(Math.Log10(left));
        int power = top is >= 6 or < -3 ? 3 * (int)Math.Floor(top / 3.0) : 0;
        int decimals = Math.Clamp(power - (int)Math.Floor(Math.Log10(step * 1.0001)), 0, 20);
        string[] texts = [.. values.Select(value => Grouped(Fixed(Down(value - offset, power), decimals)))];
        return (texts, NoteOf(power, offset));
    }

    private static string NoteOf(int power, double offset)
    {
        string factor = power == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\u00d7 1e{(power < 0 ? Minus : "")}{Math.Abs(power)}");
        string sum = offset == 0 ? "" : $"{(offset < 0 ? Minus : "+")} {Exact(Math.Abs(offset))}";
        return string.Join(' ', new[] { factor, sum }.Where(part => part.Length > 0));
    }

    /// <summary>The roundest number near both.</summary>
    private static double OffsetOf(double first, double last)
    {
        double middle = (first / 2) + (last / 2);
        for (int power = (int)Math.Floor(Math.Log10(Math.Abs(middle))); ; power--)
        {
            double round = Ticks.Scaled(power, Math.Round(Down(middle, power)));
            if (Math.Abs(round - middle) <= last - first)
            {
                return round;
            }
        }
    }

    private static double Down(double value, int power) =>
        power < -300 ? value * 1e300 / Math.Pow(10, power + 300) : value / Math.Pow(10, power);

    /// <summary>With all of its digits.</summary>
    private static string Exact(double x) =>
        x is >= 1e15 or < 1e-4 ? Power(x, MostDigits) : Grouped(x.ToString("0.###############", CultureInfo.InvariantCulture));

    private static string Power(double x, int digits)
    {
        string[] parts = x.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E');
        string mantissa = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].TrimEnd('0').TrimEnd('.') : parts[0];
        int power = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{power}").Replace("-", Minus, StringComparison.Ordinal);
    }

    /// <summary>Without a sign where nothing but zeros is left.</summary>
    private static string Fixed(double x, int decimals)
    {
        string text = x.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') ? text[1..] : text;
    }

    /// <summary><c>−12,345.678</c></summary>
    private static string Grouped(string text)
    {
        int start = text.StartsWith('-') ? 1 : 0;
        int end = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and int point ? point : text.Length;
        var grouped = new StringBuilder(start == 1 ? Minus : "");
        for (int i = start; i < end; i++)
        {
            grouped.Append(i > start && (end - i) % 3 == 0 ? "," : "").Append(text[i]);
        }

        return grouped.Append(text.AsSpan(end)).ToString();
    }
}
