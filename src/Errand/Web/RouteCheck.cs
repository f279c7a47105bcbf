using Errand.Dashboard.Serving;
using Errand.Web.Access;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Errand.Web;

/// <summary>Builds the program's routes at its start: a pattern that Errand cannot be mapped under stops it then, instead of failing each
/// request. So does a route of ours that says nothing of who may use it.</summary>
internal sealed class RouteCheck(EndpointDataSource routes, OpenServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Only now: the web server's own start brings the routes together.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (Endpoint endpoint in routes.Endpoints)
        {
            if (IsOurs(endpoint) && endpoint.Metadata.GetMetadata<AccessMetadata>() is null
                && !endpoint.Metadata.Any(item => item is PageNeed))
            {
                throw new InvalidOperationException($"Nothing says who may use {endpoint.DisplayName}: the endpoint has no {nameof(AccessMetadata)}.");
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Every one, in a program that is nothing but Errand.</summary>
    private bool IsOurs(Endpoint endpoint) => server.IsAlone || endpoint.Metadata.GetMetadata<RoutePlace>() is not null;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
