using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Errand.Web.OpenApi;

/// <summary>Takes the routes that Scalar maps, so that they can stand among ours, which are guarded, listed and mounted alike.</summary>
internal sealed class ScalarRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

    /// <summary>What answers a route of Scalar's, by its pattern.</summary>
    public Dictionary<string, RequestDelegate> Answers() =>
        DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToDictionary(
            endpoint => endpoint.RoutePattern.RawText!, endpoint => endpoint.RequestDelegate!, StringComparer.Ordinal);
}
