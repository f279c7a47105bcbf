using System.Globalization;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>How a picture of a plot is wanted.</summary>
/// <param name="Width">Pixels: 320 to 2,000.</param>
/// <param name="Height">Pixels: 160 to 2,000.</param>
/// <param name="IsDark">Whether it is for a dark ground.</param>
/// <param name="Logs">The axes on which equal factors are equally long: <c>x</c>, <c>y</c>, <c>xy</c> or <c>none</c>; null: those that the
/// view says.</param>
internal sealed record PictureOptions(int Width, int Height, bool IsDark, string? Logs)
{
    public const int UsualWidth = 800;
    public const int UsualHeight = 400;

    private const int LeastWidth = 320;
    private const int LeastHeight = 160;
    private const int MostPixels = 2000;

    /// <summary>What the address asks for, or a sentence that says what is wrong with it.</summary>
    public static (PictureOptions? Options, string Fault) Of(PageRequest request)
    {
        (int? width, int? height) = (Pixels(request, "width", LeastWidth, UsualWidth), Pixels(request, "height", LeastHeight, UsualHeight));
        (string? theme, string? logs) = (request.Query("theme"), request.Query("log"));
        string fault = width is null ? $"Its width must be {LeastWidth} to {MostPixels} pixels."
            : height is null ? $"Its height must be {LeastHeight} to {MostPixels} pixels."
            : theme is not (null or "light" or "dark") ? "Its theme must be light or dark."
            : logs is not (null or "x" or "y" or "xy" or "none") ? "Its logarithmic axes (log) must be x, y, xy or none."
            : "";
        return (fault.Length > 0 ? null : new PictureOptions(width!.Value, height!.Value, theme == "dark", logs), fault);
    }

    private static int? Pixels(PageRequest request, string name, int least, int usual) => request.Query(name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) && pixels >= least && pixels <= MostPixels
            ? pixels
            : null;
}
