using System.Buffers;
using System.Globalization;

namespace Errand.Web.Http;

/// <summary>Durations as they travel: seconds, with a fraction or without.</summary>
internal static class Seconds
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.eE+-");

    /// <summary>Reads a number, as JSON writes it, from a query or header.</summary>
    public static bool TryParse(string? text, out double seconds)
    {
        seconds = 0;
        // The characters first: .NET takes "NaN" and "Infinity" for numbers whatever the style.
        return text is not null && !text.AsSpan().ContainsAnyExcept(OfNumbers)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out seconds);
    }

    /// <summary>The nearest time span that exists: what lies beyond is out of every range anyway.</summary>
    public static TimeSpan ToTimeSpan(double seconds) =>
        seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue
        : seconds <= TimeSpan.MinValue.TotalSeconds ? TimeSpan.MinValue
        : TimeSpan.FromSeconds(seconds);
}
