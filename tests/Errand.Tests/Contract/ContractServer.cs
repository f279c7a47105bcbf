using System.Text.Json;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Contract;

/// <summary>Two processes on one store, each on a socket: one with all roles, and a web process beside it.</summary>
public abstract class ContractServer : IAsyncLifetime
{
    /// <summary>No handler serves it: what is submitted here waits.</summary>
    public const string UnservedQueue = "unserved";

    private readonly Gates _gates = new();
    private readonly List<ErrandApp> _apps = [];
    private readonly Dictionary<string, long> _echoes = [];
    private string _database = "";

    internal ContractClient Client { get; private set; } = null!;

    /// <summary>Knows a type that the handler does not: <c>elsewhere</c>.</summary>
    internal ContractClient OtherProcess { get; private set; } = null!;

    /// <summary>The readiness of an empty server. Later, tasks wait that nobody serves.</summary>
    internal Answer ReadyAtStart { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        Client = new ContractClient(await StartAsync("all", ["--HANDLER_QUEUES", "default,served", "--HANDLER_CONCURRENCY", "8"]));
        ReadyAtStart = await Client.GetAsync("/health/ready");
        OtherProcess = new ContractClient(await StartAsync("web", [], app => app.MapTask("elsewhere", () => 1)));
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        OtherProcess.Dispose();
        foreach (ErrandApp app in _apps)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A handler process of its own for a queue that no other serves.</summary>
    internal Task<ErrandApp> StartHandlerAsync(string queue) => StartAsync("handler", ["--HANDLER_QUEUES", queue]);

    /// <summary>The gate of tasks of the type <c>hold</c>.</summary>
    internal Gate NewGate() => _gates.Add();

    /// <summary>A task whose result is this text. Tests share it: the first that asks for it submits it.</summary>
    internal async Task<long> EchoAsync(string args)
    {
        if (!_echoes.TryGetValue(args, out long id))
        {
            _echoes[args] = id = (await Client.SubmitAsync("echo", args, "?wait=60")).Id;
        }

        return id;
    }

    /// <summary>Where an empty store is.</summary>
    private protected abstract Task<string> CreateDatabaseAsync();

    private async Task<ErrandApp> StartAsync(string role, string[] settings, Action<ErrandApp>? more = null)
    {
        var app = ErrandApp.Create(
        [
            role, "--urls", "http://127.0.0.1:0", "--DATABASE_URL", _database, "--SHUTDOWN_GRACE", "0", "--Logging:LogLevel:Default",
            "None",
            .. settings,
        ]);
        _apps.Add(app);
        app.MapTask("quickstart", (string required_arg) => new { message = required_arg });
        app.MapTask("add", (int x, int y) => x + y);
        app.MapTask("echo", (JsonElement args) => args);
        app.MapTask("instant", (DateTimeOffset at) => at);
        app.MapTask("text", (int length) => new string('é', length));
        app.MapTask("hold", _gates.HoldAsync);
        app.MapTask(
            "fail", (int times, TaskContext task) => task.Attempt > times ? task.Attempt : throw new InvalidOperationException("boom"));
        app.MapTask("permanent", void () => throw new TaskFailedException("of no use"));
        app.MapTask("sleep", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));
        app.MapTask("cyclic", () =>
        {
            var list = new List<object>();
            list.Add(list);
            return list;
        });
        app.MapTask("talk", (int lines, TaskContext task) =>
        {
            for (int line = 1; line <= lines; line++)
            {
                LogLevel level = line % 2 == 0 ? LogLevel.Warning : LogLevel.Information;
                task.Logger.Log(level, default, line, null, static (number, _) => $"line {number}");
            }

            if (task.Attempt == 1)
            {
                throw new InvalidOperationException("once more");
            }
        });
        app.MapTask("stubborn", (string gate, TaskContext task) => _gates.HoldAsync(gate, task, CancellationToken.None));
        app.MapTask("levels", (TaskContext task) =>
        {
            for (LogLevel level = LogLevel.Trace; level <= LogLevel.Critical; level++)
            {
                task.Logger.Log(level, default, level, null, static (each, _) => $"as {each}");
            }
        });
        app.MapTask("say", (int length, TaskContext task) =>
            task.Logger.Log(LogLevel.Warning, default, length, null, static (number, _) => new string('é', number)));
        app.MapTask("loud", void (int length) => throw new InvalidOperationException(new string('é', length)));
        app.MapTask("moment", (DateTime at) => new { at, kind = at.Kind.ToString() });
        app.MapTask("calendar", (DateOnly day, TimeOnly time) => new { day, time });
        app.MapTask("stay", _gates.StayAsync);
        app.MapTask("nest", (int depth) => JsonElement.Parse(
            new string('[', depth) + new string(']', depth), new JsonDocumentOptions { MaxDepth = depth }));
        app.MapTask("flight", (double dt, bool fail = false) => fail
            ? throw new TaskFailedException("no wind")
            : new { range = 68 + dt, r = new[] { 1, 2 }, note = "é", landing = new { speed = dt } });
        app.MapTask("orbit", (JsonElement args) => args).WithSummary("/r/2", "/range", "/a/b");
        app.MapTask("throw", (int points) => new Throw(
            [.. Enumerable.Range(0, points).Select(i => i / 10.0)],
            [.. Enumerable.Range(0, points).Select(i => new double[] { i, i * (points - i) })]))
            .WithView(v => v.Lines("Height").X("/t", "time", "s").Y("/r/*/1", "height", side: Side.Right));
        app.MapTask("mute", (int n) => new { n }).WithoutSummary();
        ValueTasks.Map(app);
        more?.Invoke(app);
        await app.StartAsync(Waiting.Stop);
        return app;
    }
}

public sealed class SqliteContractServer : ContractServer
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    private protected override Task<string> CreateDatabaseAsync() => Task.FromResult($"sqlite:{_file.Path}");
}

public sealed class PostgresContractServer : ContractServer
{
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_database?.DisposeAsync() ?? default);
    }

    private protected override async Task<string> CreateDatabaseAsync() =>
        (_database = await TestPostgres.CreateMigratedDatabaseAsync()).Url;
}
