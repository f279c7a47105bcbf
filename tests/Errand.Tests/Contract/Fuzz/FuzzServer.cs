using System.Text.Json;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.Web;
using Errand.Web.Routes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>A whole server on a socket, with its table of routes.</summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    /// <summary>What the server logs when something goes wrong in it: a request failed, an answer broke, a run or a loop met an error of
    /// its own.</summary>
    private static readonly int[] Unexpected = [1000, 1001, 1002, 1003, 4003, 4004, 4005, 4007];

    private readonly ErrandApp _app;
    private readonly RecordedLines _log;

    private FuzzServer(ErrandApp app, RecordedLines log, IReadOnlyList<ApiRoute> routes)
    {
        _app = app;
        _log = log;
        Routes = routes;
    }

    public IReadOnlyList<ApiRoute> Routes { get; }

    public Uri Address => new(_app.Urls.Single());

    public IEnumerable<string> UnexpectedLines => _log.Lines.Where(line => Unexpected.Contains(line.Event)).Select(line => line.Text);

    public static async Task<FuzzServer> StartAsync(TestStore store)
    {
        var app = ErrandApp.Create(
        [
            "--urls", "http://127.0.0.1:0", "--DATABASE_URL", store.Url, "--SHUTDOWN_GRACE", "0", "--HANDLER_CONCURRENCY", "8",
            "--ERRAND_ANONYMOUS", "*", "--Logging:LogLevel:Default", "Warning", "--Logging:Console:LogLevel:Default", "None",
        ]);
        app.MapTask("add", (int x, int y) => x + y);
        app.MapTask("echo", (JsonElement args) => args);
        app.MapTask("rows", (int rows) => Enumerable.Range(0, rows).Select(row => new { row, square = row * row, name = $"é{row % 7}" }));
        app.MapTask("fail", void () => throw new TaskFailedException("of no use"));
        app.MapTask("sleep", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));
        app.MapTask("load", (int x) => x);
        var log = new RecordedLines();
        app.Services.AddSingleton<ILoggerProvider>(log);
        var table = new RouteTable();
        app.Services.AddSingleton<IHostedService>(table.From);
        await app.StartAsync(Waiting.Stop);
        return new FuzzServer(app, log, table.Routes);
    }

    public HttpClient NewClient() => new() { BaseAddress = Address };

    /// <summary>The ids of all tasks that are there.</summary>
    public async Task<IReadOnlyList<long>> StoredAsync()
    {
        var ids = new List<long>();
        TaskListPage? page = null;
        do
        {
            page = await _app.Tasks.ListAsync(new TaskListFilter { Limit = 200, Cursor = page?.Next }, Waiting.Stop);
            ids.AddRange(page.Items.Select(task => task.Id));
        }
        while (page.Next is not null);

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Reads the table when the services are there.</summary>
    private sealed class RouteTable : IHostedService
    {
        public IReadOnlyList<ApiRoute> Routes { get; private set; } = [];

        public RouteTable From(IServiceProvider services)
        {
            Routes = [.. ErrandEndpoints.Table(services).Select(entry => entry.Route)];
            return this;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
