using Errand.Hosting;
using Errand.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Errand;

/// <summary>Errand inside an existing ASP.NET Core program.</summary>
public static class ErrandHostingExtensions
{
    /// <summary>Adds the task server: its store, its roles and <see cref="ITaskQueue"/>. Settings are read from the program's configuration
    /// and <c>.env</c>.</summary>
    /// <param name="builder">The program's builder.</param>
    /// <param name="configure">Maps the task types.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static IHostApplicationBuilder AddErrand(this IHostApplicationBuilder builder, Action<ErrandBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var errand = new ErrandBuilder();
        configure(errand);
        DotEnvFile.AddTo(builder.Configuration, Directory.GetCurrentDirectory());
        try
        {
            ErrandServices.Add(builder.Services, errand, ErrandSettings.Read(builder.Configuration));
        }
        catch (SettingsException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }

        return builder;
    }

    /// <summary>Maps the routes of the task server. Needs the role <see cref="ErrandRoles.Web"/>.</summary>
    /// <param name="endpoints">The program's routes.</param>
    public static IEndpointRouteBuilder MapErrand(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ErrandEndpoints.Map(endpoints);
        return endpoints;
    }
}
