using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>The server of a test class, on a store of its own: one process with all roles, and more when a test starts them.</summary>
public abstract class PageServer : IAsyncLifetime
{
    private readonly List<ErrandApp> _apps = [];
    private readonly Gates _gates = new();

    /// <summary>The first process.</summary>
    public ErrandApp App { get; private set; } = null!;

    public Uri Address => AddressOf(App);

    public ITaskClient Tasks => App.Tasks;

    /// <summary>What reaches the first process.</summary>
    public RequestWatch Requests { get; } = new();

    /// <summary>Where the store is, as <c>DATABASE_URL</c> has it.</summary>
    public string Database { get; private set; } = "";

    public static Uri AddressOf(ErrandApp app) => new(app.Urls.Single());

    public virtual async ValueTask InitializeAsync()
    {
        Database = await CreateDatabaseAsync();
        App = await StartAsync("all", ["--HANDLER_QUEUES", "default,served", "--HANDLER_CONCURRENCY", "8"], Requests);
    }

    public virtual async ValueTask DisposeAsync()
    {
        _gates.Open();
        foreach (ErrandApp app in Enumerable.Reverse(_apps))
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>One more process on the same store.</summary>
    public Task<ErrandApp> StartAsync(string role, params string[] settings) => StartAsync(role, settings, new RequestWatch());

    /// <summary>The gate of a task of the type <c>hold</c>.</summary>
    public Gate NewGate() => _gates.Add();

    /// <summary>Submits a task that waits for as long as the server runs.</summary>
    public Task<TaskId> SubmitWaitingAsync(string type, object? args = null, params string[] tags) =>
        SubmitAsync(type, args, new SubmitOptions { Queue = TestTypes.UnservedQueue, Tags = tags });

    /// <summary>Submits a task, and returns when it is held at the gate.</summary>
    public async Task<TaskId> SubmitHeldAsync(Gate gate, params string[] tags)
    {
        TaskId id = await SubmitAsync("hold", gate.Args, new SubmitOptions { Tags = tags });
        await gate.Started;
        return id;
    }

    public Task<TaskId> SubmitAsync(string type, object? args = null, SubmitOptions? options = null) =>
        Tasks.SubmitAsync(type, args, options, Waiting.Stop).Soon();

    /// <summary>Submits a task, and returns when it is done.</summary>
    public async Task<TaskView> RunAsync(string type, object? args = null, SubmitOptions? options = null)
    {
        TaskId id = await SubmitAsync(type, args, options);
        TaskView? done = await Tasks.WaitAsync(id, Waiting.Stop).Soon();
        Assert.NotNull(done);
        return done;
    }

    /// <summary>Where an empty store is.</summary>
    private protected abstract Task<string> CreateDatabaseAsync();

    private async Task<ErrandApp> StartAsync(string role, string[] settings, RequestWatch requests)
    {
        var app = ErrandApp.Create(
        [
            role, "--urls", "http://127.0.0.1:0", "--DATABASE_URL", Database, "--SHUTDOWN_GRACE", "0", "--Logging:LogLevel:Default", "None",
            .. settings,
        ]);
        _apps.Add(app);
        TestTypes.Map(app, _gates);
        app.Services.AddSingleton<IStartupFilter>(requests);
        await app.StartAsync(Waiting.Stop);
        return app;
    }
}
