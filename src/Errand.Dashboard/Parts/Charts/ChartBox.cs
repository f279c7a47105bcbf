using System.Globalization;

namespace Errand.Dashboard.Parts.Charts;

/// <summary>How large the charts are: as wide as there is room, and this high.</summary>
internal static class ChartBox
{
    /// <summary>Of the plot itself, in pixels.</summary>
    public const double Height = 120;

    /// <summary>Above it, for the upper half of a label and for pieces that are drawn larger than they are.</summary>
    public const double Above = 8;

    /// <summary>Of all of it, with the times below.</summary>
    public const int Whole = 150;

    /// <summary>Where the times stand.</summary>
    public const string Times = "142";

    /// <summary>The width that paths are drawn in; they are stretched to the width of the plot.</summary>
    public const double PathWidth = 1000;

    /// <param name="share">0 at the lower end, 1 at the upper.</param>
    public static string Y(double share) => Number(Above + (Height * (1 - share)));

    public static string Percent(double share) => Number(share * 100) + "%";

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
