using System.Numerics;
using System.Text.Json;
using Errand.Tests.Contract;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Clients;

/// <summary>A server on a socket, and the task types that clients are tested with.</summary>
public sealed class ClientServer : IAsyncLifetime
{
    /// <summary>No handler serves it: what is submitted here waits.</summary>
    public const string UnservedQueue = "unserved";

    private readonly SqliteFile _file = new();
    private readonly Gates _gates = new();

    internal ErrandApp App { get; private set; } = null!;

    internal Uri Address => new(App.Urls.Single());

    public async ValueTask InitializeAsync()
    {
        App = ErrandApp.Create(
        [
            "all", "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{_file.Path}", "--SHUTDOWN_GRACE", "0",
            "--HANDLER_QUEUES", "default,served", "--HANDLER_CONCURRENCY", "8", "--Logging:LogLevel:Default", "None",
        ]);
        Map(App);
        await App.StartAsync(Waiting.Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        _file.Dispose();
    }

    /// <summary>The gate of tasks of the type <c>hold</c>.</summary>
    internal Gate NewGate() => _gates.Add();

    private void Map(ErrandApp app)
    {
        app.MapTask(TestContracts.Add, (AddArgs args) => args.X + args.Y);
        app.MapTask(TestContracts.Later, async (AddArgs args) =>
        {
            await Task.Yield();
            return args.X + args.Y;
        });
        app.MapTask(TestContracts.Stopped, async (AddArgs args, CancellationToken cancel) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(args.X), cancel);
            return args.Y;
        });
        app.MapTask(TestContracts.Known, (AddArgs args, TaskContext task, CancellationToken _) => task.Type.Name);
        app.MapTask(TestContracts.Values, async (ValueArgs args, TaskContext _, CancellationToken cancel) =>
        {
            await Task.Delay(TimeSpan.Zero, cancel);
            return args;
        });
        app.MapTask("echo", (JsonElement args) => args);
        app.MapTask("big", (int n) => Enumerable.Range(0, n));
        app.MapTask("factorial", (int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i));
        app.MapTask("v2.greet", (string name) => new { greeting = $"Hello, {name}" });
        app.MapTask("nothing", string? () => null);
        app.MapTask("loose", (int SOME_arg) => SOME_arg);
        app.MapTask("flight", (double dt) => new { range = 68 + dt, note = "é" });
        app.MapTask("hold", _gates.HoldAsync);
        app.MapTask("fail", void () => throw new TaskFailedException("of no use"));
        app.MapTask("talk", (int lines, TaskContext task) =>
        {
            for (int line = 1; line <= lines; line++)
            {
                LogLevel level = line % 2 == 0 ? LogLevel.Warning : LogLevel.Information;
                task.Logger.Log(level, default, line, null, static (number, _) => $"line {number}");
            }
        });
    }
}
