namespace Errand.Dashboard.Pages.Settings;

/// <summary>The scripts of others that the pages bring along: those of <c>Assets/vendor/vendor.lock</c>.</summary>
internal static class Vendored
{
    public static readonly IReadOnlyList<(string Name, string Version, string Licence, string Copyright, string Address)> All =
    [
        ("idiomorph", "0.8.0", "0BSD", "by the authors of htmx", "https://github.com/bigskysoftware/idiomorph"),
        ("uPlot", "1.6.32", "MIT", "© 2022 Leon Sorokin", "https://github.com/leeoniya/uPlot"),
    ];
}
