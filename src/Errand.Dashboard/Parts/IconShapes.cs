using System.Collections.Frozen;

namespace Errand.Dashboard.Parts;

/// <summary>The icons, as lines in a square of 16 by 16.</summary>
internal static class IconShapes
{
    private static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
        ["brand"] = "M2 8h7M6 4.5 9.5 8 6 11.5M12 3v10M14.2 5v6",
        ["home"] = "M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5",
        ["queues"] = "M2.5 4h11M2.5 8h8M2.5 12h5M13.5 8v.1",
        ["handlers"] = "M3 3h10v4H3V3ZM3 9h10v4H3V9ZM5.5 5v.1M5.5 11v.1",
        ["tasks"] = "M6 4h8M6 8h8M6 12h8M2 4h.5M2 8h.5M2 12h.5",
        ["settings"] = "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.8v3.4M6 9.8v3.4",
        ["star"] = "m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5L8 2Z",
        ["theme"] = "M8 2a6 6 0 1 0 0 12V2ZM8 2a6 6 0 0 1 0 12",
        ["waiting"] = "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3l2 1.5",
        ["running"] = "M5 3.2 12.5 8 5 12.8V3.2Z",
        ["succeeded"] = "m3 8.5 3.2 3.2L13 4.8",
        ["failed"] = "m4 4 8 8M12 4l-8 8",
        ["cancelled"] = "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM3.8 12.2l8.4-8.4",
        ["copy"] = "M6 6h7.5v7.5H6V6ZM3.5 10H2.5V2.5H10v1",
        ["more"] = "M3 8h.1M8 8h.1M13 8h.1",
        ["close"] = "m4 4 8 8M12 4l-8 8",
        ["next"] = "m6 3.5 4.5 4.5L6 12.5",
        ["previous"] = "M10 3.5 5.5 8l4.5 4.5",
        ["paused"] = "M5.5 3.5v9M10.5 3.5v9",
        ["idle"] = "M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10Z",
        ["taking"] = "M8 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM8 9.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM8 8v.1",
        ["warning"] = "M8 2.5 14.5 13.5h-13L8 2.5ZM8 6.5v3M8 11.6v.1",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string name) => Shapes[name];
}
