using Errand.Dashboard.Parts;
using Errand.Dashboard.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Dashboard.Tests.Overview;

/// <summary>Renders what a page shows without a server: of data that no server of these tests has.</summary>
internal static class RenderedPart
{
    public static async Task<string> OfAsync(Page page, DateTimeOffset now)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Page"] = page, ["Site"] = new Site("", "/_errand/0", Appearance.Usual, now) });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Fragment>(parameters)).ToHtmlString());
    }
}
