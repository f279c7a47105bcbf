using System.Globalization;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Settings;

/// <summary>Values of settings, for people.</summary>
internal static class SettingWords
{
    private const double LeastSeconds = 60;
    private const long LeastBytes = 1024;

    /// <summary>How much a plain number is: <c>(7 d)</c>, <c>(256 MiB)</c>; null when it can be read as it stands. Its description
    /// says what it counts.</summary>
    public static string? AmountOf(SettingView setting, string? value)
    {
        if (setting.Secret || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        return setting.Description.StartsWith("seconds ", StringComparison.Ordinal) && number >= LeastSeconds ? $"({Amounts.Long(number)})"
            : setting.Description.EndsWith(" in bytes", StringComparison.Ordinal) && number >= LeastBytes ? $"({Amounts.Bytes(number)})"
            : null;
    }
}
