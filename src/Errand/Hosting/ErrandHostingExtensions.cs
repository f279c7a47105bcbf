using System.Diagnostics.CodeAnalysis;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Hosting;
using Errand.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Errand;

/// <summary>Errand inside an existing ASP.NET Core program.</summary>
public static class ErrandHostingExtensions
{
    /// <summary>Adds the task server: its store, its roles and <see cref="ITaskClient"/>. Settings are read from the program's
    /// configuration and <c>.env</c>.</summary>
    /// <param name="builder">The program's builder.</param>
    /// <param name="configure">Maps the task types.</param>
    /// <exception cref="ArgumentException">JSON cannot carry what a function returns, or <see cref="ErrandBuilder.Json"/> changed what it
    /// must not. </exception>
    /// <exception cref="InvalidOperationException">A setting, or a line of <c>.env</c>, is wrong; the message names it.</exception>
    public static IHostApplicationBuilder AddErrand(this IHostApplicationBuilder builder, Action<ErrandBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var errand = new ErrandBuilder();
        configure(errand);
        TaskSerializer json = errand.CreateJson();
        foreach (TaskTypeBuilder type in errand.Types)
        {
            // Parameters wait until all services are known.
            TaskCompiler.RefuseResult(type, json);
        }

        try
        {
            DotEnvFile.AddTo(builder.Configuration, Directory.GetCurrentDirectory());
            ErrandServices.Add(builder.Services, errand, json, ErrandSettings.Read(builder.Configuration, errand.UsesTokens));
        }
        catch (SettingsException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }

        return builder;
    }

    /// <summary>Maps the routes of the task server. Needs the role <see cref="ErrandRoles.Web"/>.</summary>
    /// <param name="endpoints">The program's routes, or a group of them: its prefix stands in every address that Errand answers.</param>
    /// <returns>To add conventions for all of Errand's routes, such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapErrand(this IEndpointRouteBuilder endpoints) => endpoints.MapErrand("");

    /// <summary>Maps the routes of the task server under a prefix. Needs the role <see cref="ErrandRoles.Web"/>.</summary>
    /// <param name="endpoints">The program's routes, or a group of them.</param>
    /// <param name="prefix">Stands in every address that Errand answers, such as <c>/jobs</c>. It may have parameters, such as
    /// <c>/tenants/{tenant}</c>, filled in from each request; the program does not start with a catch-all one.</param>
    /// <returns>To add conventions for all of Errand's routes, such as <c>RequireAuthorization</c>.</returns>
    public static IEndpointConventionBuilder MapErrand(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        return ErrandEndpoints.Map(endpoints, prefix);
    }
}
