using Errand.Handler;
using Errand.Hosting;
using Errand.Janitor;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Storage;
using Errand.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Hosting;

/// <summary>A whole server without web, on a real store, with its inside open to a test.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TestStore? _ownStore;

    private TestHost(IHost host, TestStore? ownStore)
    {
        _host = host;
        _ownStore = ownStore;
        Store = (WatchedStore)host.Services.GetRequiredService<ITaskStore>();
        Events = host.Services.GetRequiredService<TaskEvents>();
        Tasks = host.Services.GetRequiredService<ITaskClient>();
    }

    /// <summary>A task of every host: runs through <see cref="Gate"/>.</summary>
    public const string GateType = "gate";

    public WatchedStore Store { get; }

    /// <summary>What tasks of the type <see cref="GateType"/> do.</summary>
    public Func<Task> Gate { get; set; } = () => Task.CompletedTask;

    public TaskEvents Events { get; }

    public ITaskClient Tasks { get; }

    public LocalRuns Runs => _host.Services.GetRequiredService<LocalRuns>();

    public RecordedLines Log => _host.Services.GetRequiredService<RecordedLines>();

    /// <summary>Starts it on a store, of which it disposes when it is its own.</summary>
    public static async Task<TestHost> StartAsync(
        Action<ErrandBuilder> map, TestStore store, TestStore? own, TimeProvider? time, int slots, int handlers, string[]? queues,
        TimeSpan grace,
        ErrandRoles roles, Action<IServiceCollection>? services, Func<string, Task>? before, int maxResultBytes)
    {
        var errand = new ErrandBuilder { Roles = roles };
        map(errand);
        TestHost? started = null;
        errand.MapTask(GateType, () => started!.Gate());
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var log = new RecordedLines();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        services?.Invoke(builder.Services);
        ErrandServices.Add(builder.Services, errand, errand.CreateJson(), new ErrandSettings
        {
            Store = store.Options,
            Web = new WebOptions(),
            Handler = new HandlerOptions
            {
                Count = handlers,
                Concurrency = slots,
                Queues = queues ?? [],
                Grace = grace,
                MaxResultBytes = maxResultBytes,
            },
            Janitor = new JanitorOptions(),
            MaxTaskTime = TimeSpan.FromDays(7),
            Urls = "",
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<ITaskStore>(provider =>
        {
            WatchedStore watched = store.Connect(provider.GetRequiredService<ILoggerFactory>());
            watched.Before = before ?? watched.Before;
            return watched;
        }));
        IHost host = builder.Build();
        started = new TestHost(host, own);
        await host.StartAsync(Waiting.Stop);
        return started;
    }

    public Task<TaskId> SubmitAsync(string type, object? args = null, SubmitOptions? options = null) =>
        Tasks.SubmitAsync(type, args, options, Waiting.Stop).Soon();

    /// <summary>A task without arguments that another process submitted: it must be claimed.</summary>
    public async Task<TaskId> SubmitElsewhereAsync(string type)
    {
        Submission task = StoreSteps.NewTask(queue: "default") with { Type = new TaskType(type) };
        TaskId id = await StoreSteps.SubmitAsync(Store, task).Soon();
        Events.Publish(new TaskEvent(TaskEventKind.Ready, id, task.Queue));
        return id;
    }

    /// <summary>The task, once it is done.</summary>
    public async Task<TaskView> DoneAsync(TaskId id)
    {
        TaskView? view = await Tasks.WaitAsync(id, Waiting.Stop);
        Assert.NotNull(view);
        return view;
    }

    public async Task<TaskView> ViewAsync(TaskId id)
    {
        TaskView? view = await Tasks.FindAsync(id, Waiting.Stop);
        Assert.NotNull(view);
        return view;
    }

    /// <summary>Turns the host's clock until the task has ended; it stands still while the store works.</summary>
    public Task TurnUntilAsync(Task task, double seconds = 0.1) =>
        ((FakeTimeProvider)_host.Services.GetRequiredService<TimeProvider>()).TurnUntilAsync(task, seconds, () => Store.IsBusy);

    /// <inheritdoc cref="TurnUntilAsync(Task, double)" />
    public async Task<T> TurnUntilAsync<T>(Task<T> task, double seconds = 0.1)
    {
        await TurnUntilAsync((Task)task, seconds);
        return await task;
    }

    /// <summary>The next event of this kind. Ask before what brings it about.</summary>
    public Task<TaskEvent> NextAsync(TaskEventKind kind, Predicate<TaskEvent>? which = null)
    {
        var signal = new TaskCompletionSource<TaskEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        Events.Happened += Listen;
        return signal.Task;

        void Listen(TaskEvent happened)
        {
            if (happened.Kind == kind && which?.Invoke(happened) != false && signal.TrySetResult(happened))
            {
                Events.Happened -= Listen;
            }
        }
    }

    /// <summary>Ends when the stop has begun.</summary>
    public Task Stopping
    {
        get
        {
            TaskCompletionSource stopping = Waiting.NewSignal();
            _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());
            return stopping.Task;
        }
    }

    public Task StopAsync() => _host.StopAsync(Waiting.Stop);

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        await (_ownStore?.DisposeAsync() ?? default);
    }
}
