using System.Diagnostics;
using System.Diagnostics.Metrics;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Tests.Telemetry;

/// <summary>A server of its own whose measurements a test sees.</summary>
internal sealed class TelemetryServer : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly ErrandApp _app;

    private TelemetryServer(string[] args, Action<ErrandApp>? configure, bool listens)
    {
        _app = ErrandApp.Create(
        [
            .. args, "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{_file.Path}", "--SHUTDOWN_GRACE", "0",
            "--Logging:LogLevel:Default", "None",
        ]);
        if (listens)
        {
            _app.Services.AddSingleton<IMeterFactory>(Measured = new Measured());
        }

        _app.MapTask("add", (int x, int y) => x + y);
        _app.MapTask("current", () => Activity.Current?.Id);
        _app.MapTask("fail", void () => throw new TaskFailedException("boom"));
        _app.MapTask("flaky", void () => throw new InvalidOperationException("boom"));
        _app.MapTask("hold", () => Gate.Task);
        configure?.Invoke(_app);
    }

    public TaskCompletionSource Gate { get; } = Waiting.NewSignal();

    public Measured Measured { get; } = null!;

    public ITaskClient Tasks => _app.Tasks;

    public HttpClient Client { get; private set; } = null!;

    /// <param name="args">Role words, then settings.</param>
    /// <param name="configure">More of the program.</param>
    /// <param name="listens">From the beginning; else nobody listens before the test does.</param>
    public static async Task<TelemetryServer> StartAsync(string[] args, Action<ErrandApp>? configure = null, bool listens = true)
    {
        var server = new TelemetryServer(args, configure, listens);
        await server._app.StartAsync(Waiting.Stop);
        string? url = server._app.Urls.SingleOrDefault();
        server.Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null })
        {
            BaseAddress = url is null ? null : new Uri(url),
        };
        return server;
    }

    public static Task<TelemetryServer> StartAsync(params string[] args) => StartAsync(args, null);

    public async Task<TaskView> RunAsync(string type, string queue = "default", SubmitOptions? options = null)
    {
        TaskId id = await SubmitAsync(type, queue, options);
        return (await Tasks.WaitAsync(id, Waiting.Stop).Soon())!;
    }

    public Task<TaskId> SubmitAsync(string type, string queue = "default", SubmitOptions? options = null) => Tasks.SubmitAsync(
        type, type == "add" ? new { x = 1, y = 2 } : null, (options ?? new SubmitOptions()) with { Queue = queue }, Waiting.Stop);

    public Task<HttpResponseMessage> PostAsync(string path, string body) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, null, "application/json"), Waiting.Stop);

    public Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), Waiting.Stop);

    public async ValueTask DisposeAsync()
    {
        Gate.TrySetResult();
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _file.Dispose();
    }
}
