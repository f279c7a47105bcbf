using Errand.Dashboard.Tests.Browsers;
using Errand.TestServers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Screenshots for people to look at, when the environment asks for them.</summary>
internal static class Screens
{
    /// <summary><c>1</c>: every page in every state is saved to <c>artifacts/screens</c>. Else the folder to save them
    /// to.</summary>
    private const string Variable = "ERRAND_SCREENS";

    private static readonly string? Folder = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => null,
        "1" => Path.Combine(Repository.Root, "artifacts", "screens"),
        { } folder => folder,
    };

    public static async Task SaveAsync(Tab tab, string name)
    {
        if (Folder is not null)
        {
            await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });
        }
    }
}
