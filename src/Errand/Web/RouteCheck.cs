using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Errand.Web;

/// <summary>Builds the program's routes at its start: a pattern that Errand cannot be mapped under stops it then, instead of failing each
/// request.</summary>
internal sealed class RouteCheck(EndpointDataSource routes) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Only now: the web server's own start brings the routes together.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = routes.Endpoints;
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
