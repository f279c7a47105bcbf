using System.Globalization;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>The colours of a picture: those of the pages.</summary>
/// <remarks>app.css and plotwords.js have the same.</remarks>
internal sealed record PictureColours
{
    public static readonly PictureColours Light = new()
    {
        Ground = "#ffffff",
        Line = "#d5d9e0",
        Text = "#16191d",
        Muted = "#565e6b",
        Series = ["#0072b2", "#d55e00", "#00866b", "#882277", "#111418"],
        Ramp = [0x440154, 0x472777, 0x3f4688, 0x31648d, 0x25798d, 0x1f8d85, 0x3a9c68, 0x7ba234, 0xb7a00b],
    };

    public static readonly PictureColours Dark = new()
    {
        Ground = "#14171b",
        Line = "#3a414c",
        Text = "#e8eaed",
        Muted = "#a3abb8",
        Series = ["#56b4e9", "#e69f00", "#2fae8a", "#e58cc0", "#f3f4f6"],
        Ramp = [0x8a63d2, 0x6f7fe0, 0x569ade, 0x42b0cf, 0x3bc2b4, 0x55d18f, 0x8bdc66, 0xc4e444, 0xfdea3a],
    };

    public required string Ground { get; init; }

    /// <summary>Of grids.</summary>
    public required string Line { get; init; }

    public required string Text { get; init; }

    public required string Muted { get; init; }

    public required IReadOnlyList<string> Series { get; init; }

    /// <summary>Of values that are told by colours: its lightness always grows.</summary>
    private IReadOnlyList<int> Ramp { get; init; } = [];

    /// <summary>The colour of a share, 0 to 1.</summary>
    public string Shade(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Ramp.Count - 1);
        int at = Math.Min(Ramp.Count - 2, (int)place);
        int Mixed(int shift)
        {
            (int from, int to) = ((Ramp[at] >> shift) & 255, (Ramp[at + 1] >> shift) & 255);
            return (int)Math.Round(from + ((to - from) * (place - at)));
        }

        return string.Create(CultureInfo.InvariantCulture, $"#{Mixed(16):x2}{Mixed(8):x2}{Mixed(0):x2}");
    }
}
