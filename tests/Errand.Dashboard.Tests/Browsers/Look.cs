using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Browsers;

/// <summary>The size of a window, in CSS pixels, and the colours that its system has.</summary>
public sealed record Look(int Width, int Height, bool IsDark)
{
    public static readonly Look Wide = new(1280, 900, IsDark: false);
    public static readonly Look WideDark = Wide with { IsDark = true };
    public static readonly Look Narrow = new(390, 844, IsDark: false);
    public static readonly Look NarrowDark = Narrow with { IsDark = true };

    /// <summary>What <see cref="Wide"/> is at a zoom of 200 %.</summary>
    public static readonly Look Zoomed = new(640, 450, IsDark: false);

    /// <summary>All that pages are looked at in.</summary>
    public static readonly IReadOnlyList<Look> All = [Wide, WideDark, Zoomed, Narrow, NarrowDark];

    public ColorScheme ColorScheme => IsDark ? ColorScheme.Dark : ColorScheme.Light;

    /// <summary>A telephone's.</summary>
    public bool IsNarrow => Width < 720;

    /// <summary>Such as <c>1280-dark</c>.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Width}-{(IsDark ? "dark" : "light")}");
}
