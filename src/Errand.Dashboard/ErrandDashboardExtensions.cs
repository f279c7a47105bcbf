using System.Diagnostics.CodeAnalysis;
using Errand.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Errand;

/// <summary>The pages of the task server inside an existing ASP.NET Core program.</summary>
public static class ErrandDashboardExtensions
{
    /// <summary>Maps the pages. They call the routes of <c>MapErrand</c>: map both on the same group.</summary>
    /// <param name="endpoints">The program's routes, or a group of them: its prefix stands in every link.</param>
    /// <returns>To add conventions for all pages, such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapErrandDashboard(this IEndpointRouteBuilder endpoints) => endpoints.MapErrandDashboard("");

    /// <summary>Maps the pages under a prefix. They need the routes of <c>MapErrand</c> under the same one.</summary>
    /// <param name="endpoints">The program's routes, or a group of them.</param>
    /// <param name="prefix">Stands in every link, such as <c>/jobs</c>. It may have parameters, such as <c>/tenants/{tenant}</c>, filled in
    /// from each request; the program does not start with a catch-all one.</param>
    /// <returns>To add conventions for all pages, such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapErrandDashboard(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        return DashboardEndpoints.Map(endpoints, prefix);
    }
}
