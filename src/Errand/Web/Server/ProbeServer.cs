using System.Globalization;
using System.Net;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Web.Server;

/// <summary>Answers probes and Prometheus in a process without the role web, on loopback only. Keys count as on every other port.</summary>
internal sealed class ProbeServer : IHostedService, IAsyncDisposable
{
    private readonly Dictionary<string, RequestDelegate> _routes;
    private readonly ProbeOptions _options;
    private readonly RequestGuard _guard;
    private readonly ILoggerFactory _loggers;
    private WebApplication? _app;

    public ProbeServer(
        HealthEndpoints health, MetricsEndpoint metrics, RouteGate gate, RequestGuard guard, IOptions<ProbeOptions> options,
        ILoggerFactory loggers)
    {
        (_options, _guard, _loggers) = (options.Value, guard, loggers);
        _routes = ProbeRoutes.Of(health, metrics).ToDictionary(
            entry => entry.Route.Pattern, entry => guard.Around(new RouteRunner(entry.Route, gate, entry.Endpoint).RunAsync),
            StringComparer.Ordinal);
    }

    /// <exception cref="OptionsValidationException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(_loggers);
        builder.Services.AddSingleton(Options.Create(new WebOptions()));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, _options.Port);
        });
        _app = builder.Build();
        _app.Use(new HostRule(_app, new WebOptions(), _guard).Around);
        RequestDelegate refuse = _guard.Around(_ => Task.FromResult<Problem?>(Problems.OfStatus(StatusCodes.Status404NotFound)));
        _app.Run(context => IsRead(context.Request) && _routes.TryGetValue(context.Request.Path.Value ?? "", out RequestDelegate? route)
            ? route(context)
            : refuse(context));
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException)
        {
            // The server has no other error for it.
            throw new OptionsValidationException(
                nameof(ProbeOptions), typeof(ProbeOptions),
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The address http://127.0.0.1:{_options.Port} is taken by another program; set PROBE_PORT to a free port."),
                ]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? default;

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
