using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Serving;

/// <summary>How a user wants the pages, out of the cookies of the browser. Null, or a word that is not known: as it is without a
/// choice.</summary>
/// <param name="Theme"><c>light</c> or <c>dark</c>; null: as the system has it.</param>
/// <param name="Density"><c>dense</c>: lists have lower rows.</param>
/// <param name="Times"><c>local</c>: whole instants are told in the zone of the browser, not in UTC.</param>
/// <param name="Keys"><c>off</c>: single keys do nothing.</param>
public sealed record Appearance(string? Theme, string? Density, string? Times, string? Keys)
{
    public static readonly Appearance Usual = new(null, null, null, null);

    /// <summary>The cookies, and the words that each may have.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Choices = new Dictionary<string, string[]>
    {
        ["theme"] = ["light", "dark"],
        ["density"] = ["dense"],
        ["times"] = ["local"],
        ["keys"] = ["off"],
    };

    public static string CookieOf(string choice) => $"errand-{choice}";

    internal static Appearance Of(HttpRequest request) =>
        new(Chosen(request, "theme"), Chosen(request, "density"), Chosen(request, "times"), Chosen(request, "keys"));

    private static string? Chosen(HttpRequest request, string choice) =>
        Choices[choice].FirstOrDefault(word => word == request.Cookies[CookieOf(choice)]);
}
