using System.Globalization;

namespace Errand.Dashboard.Parts;

/// <summary>Instants as texts, in UTC.</summary>
internal static class Instant
{
    public static string Machine(DateTimeOffset at) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Whole(DateTimeOffset at) => Text(at, "yyyy-MM-dd HH:mm:ss.fff 'UTC'");

    public static string Short(DateTimeOffset at) => Text(at, "yyyy-MM-dd HH:mm:ss");

    /// <summary><c>6 Dec 2026</c></summary>
    public static string Day(DateTimeOffset at) => Text(at, "d MMM yyyy");

    /// <summary>Within the day: <c>10:52:07</c></summary>
    public static string Clock(DateTimeOffset at) => Text(at, "HH:mm:ss");

    /// <summary><c>10:52:07.125</c></summary>
    public static string Precise(DateTimeOffset at) => Text(at, "HH:mm:ss.fff");

    private static string Text(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
