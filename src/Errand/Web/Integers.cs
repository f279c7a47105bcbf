using System.Globalization;

namespace Errand.Web;

/// <summary>Integers as they are sent: digits, perhaps with a minus.</summary>
internal static class Integers
{
    /// <summary>Whether a text is an integer, written without fraction or exponent.</summary>
    public static bool TryParse(string text, out int nearest)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        nearest = Nearest(text);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>The nearest <see cref="int"/> to a text of digits: what lies beyond is out of every range anyway.</summary>
    private static int Nearest(string digits) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
        : digits.StartsWith('-') ? int.MinValue
        : int.MaxValue;
}
