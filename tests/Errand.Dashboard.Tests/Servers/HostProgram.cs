using Errand.TestServers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Somebody's own program with Errand and its pages in it.</summary>
internal sealed class HostProgram : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly WebApplication _app;

    private HostProgram(WebApplication app, TestFolder folder)
    {
        _app = app;
        _folder = folder;
    }

    public Uri Address => new(_app.Urls.Single());

    public ITaskClient Tasks => _app.Services.GetRequiredService<ITaskClient>();

    public static Task<HostProgram> StartAsync(Action<WebApplication> map, params (string Name, string Value)[] settings) =>
        StartAsync(map, _ => { }, settings);

    /// <param name="map">Maps the routes.</param>
    /// <param name="configure">Changes its services, after Errand's own.</param>
    /// <param name="settings">Its configuration.</param>
    public static async Task<HostProgram> StartAsync(
        Action<WebApplication> map, Action<IServiceCollection> configure, params (string Name, string Value)[] settings)
    {
        var folder = new TestFolder();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("DATABASE_URL", $"sqlite:{folder.Database}")).ToDictionary(
                setting => setting.Item1, setting => (string?)setting.Item2));
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        configure(builder.Services);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync(Waiting.Stop);
        return new HostProgram(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
