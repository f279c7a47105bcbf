using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Flask;
using Errand.Web.Http;
using Errand.Web.Server;
using Errand.Web.Submit;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Web;

/// <summary>Every route of the server. They work in any ASP.NET Core program: each catches and answers its own errors.</summary>
internal static class ErrandEndpoints
{
    private static readonly string[] Read = ["GET", "HEAD"];
    private static readonly string[] Write = ["POST"];

    /// <summary>Maps all routes under a prefix, and returns what conventions for all of them are added to.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder program, string prefix)
    {
        RouteGroupBuilder routes = program.MapGroup(prefix);
        IServiceProvider services = program.ServiceProvider;
        SubmitEndpoints submits = services.GetRequiredService<SubmitEndpoints>();
        Map(routes, Write, "/v1/types/{type}/tasks", submits.SubmitToTypeAsync);
        Map(routes, Write, "/v1/tasks", submits.SubmitAsync);
        Map(routes, Write, "/v1/tasks/batch", services.GetRequiredService<BatchEndpoint>().SubmitAsync);

        TaskEndpoints tasks = services.GetRequiredService<TaskEndpoints>();
        Map(routes, Read, "/v1/tasks/{id}", tasks.ViewAsync);
        Map(routes, Read, "/v1/tasks/{id}/result", tasks.ResultAsync);
        Map(routes, Write, "/v1/tasks/{id}/cancel", tasks.CancelAsync);

        TypeEndpoints types = services.GetRequiredService<TypeEndpoints>();
        Map(routes, Read, "/v1/types", types.ListAsync);
        Map(routes, Read, "/v1/types/{type}", types.ViewAsync);

        MemberEndpoints members = services.GetRequiredService<MemberEndpoints>();
        Map(routes, Read, "/v1/handlers", members.HandlersAsync);
        Map(routes, Read, "/v1/janitors", members.JanitorsAsync);

        FlaskEndpoints flask = services.GetRequiredService<FlaskEndpoints>();
        Map(routes, Write, "/task/new", flask.SubmitAsync);
        Map(routes, Read, "/task/{id}/view", flask.ViewAsync);

        HealthEndpoints health = services.GetRequiredService<HealthEndpoints>();
        Map(routes, Read, "/ping", HealthEndpoints.PingAsync);
        Map(routes, Read, "/health/live", HealthEndpoints.LiveAsync);
        Map(routes, Read, "/health/ready", health.ReadyAsync);
        return routes;
    }

    private static void Map(RouteGroupBuilder routes, string[] methods, string pattern, Func<HttpContext, Task<Problem?>> route)
    {
        IServiceProvider services = ((IEndpointRouteBuilder)routes).ServiceProvider;
        RequestGuard guard = services.GetRequiredService<RequestGuard>();
        Func<HttpContext, Task<Problem?>> held = methods == Read ? route : services.GetRequiredService<OriginRule>().Around(route);
        RoutePlace.Mark(routes.MapMethods(RouteValue.Unique(pattern), methods, guard.Around(held)), pattern);
    }
}
