using System.Globalization;

namespace Errand.Binding.Text;

/// <summary>Bounds as they end a sentence that starts with a name.</summary>
internal static class Bounds
{
    public static string InWords(string? minimum, string? maximum, bool minimumIsOut = false, bool maximumIsOut = false)
    {
        string least = minimum is null ? "" : $"{(minimumIsOut ? "more than" : "at least")} {minimum}";
        string most = maximum is null ? "" : $"{(maximumIsOut ? "less than" : "at most")} {maximum}";
        return (minimum, maximum) switch
        {
            (not null, not null) when !minimumIsOut && !maximumIsOut => $"must be {minimum} to {maximum}",
            (not null, not null) => $"must be {least} and {most}",
            _ => $"must be {least}{most}",
        };
    }

    /// <summary>Such as <c>must have 1 to 3 items</c>.</summary>
    public static string CountInWords(int? minimum, int? maximum, string things)
    {
        string count = (minimum, maximum) switch
        {
            ({ } min, { } max) when min == max => string.Create(CultureInfo.InvariantCulture, $"{min}"),
            ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
            ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"at most {maximum}"),
        };
        return $"must have {count} {things}";
    }
}
