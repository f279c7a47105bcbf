using System.Globalization;
using System.Text;

namespace Errand.Web.Http;

/// <summary>Integers as they are sent. What lies beyond an <see cref="int"/> is read as the nearest one, which is out of every range
/// anyway.</summary>
internal static class Integers
{
    /// <summary>No <see cref="int"/> has more.</summary>
    private const int MaxDigits = 10;

    /// <summary>Whether a JSON number is an integer, which may be written as 1e2 or 1.0.</summary>
    public static bool TryRead(ReadOnlySpan<byte> number, out int nearest)
    {
        var value = new DecimalText(number);
        nearest = !value.IsInteger ? 0
            : value.IntegerDigits <= MaxDigits ? Nearest(Encoding.UTF8.GetString(value.ToPlainInteger()))
            : value.IsNegative ? int.MinValue
            : int.MaxValue;
        return value.IsInteger;
    }

    /// <summary>Whether a text from a query is an integer: digits, perhaps with a minus.</summary>
    public static bool TryParse(string text, out int nearest)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        nearest = Nearest(text);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static int Nearest(string digits) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
        : digits.StartsWith('-') ? int.MinValue
        : int.MaxValue;
}
