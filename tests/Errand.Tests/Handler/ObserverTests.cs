using Errand.Signals;
using Errand.Storage;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.TestServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

/// <summary>What only looks on, such as a log or a listener, cannot hurt a run.</summary>
public abstract class ObserverTests(StoreKind kind) : OnEveryStore(kind)
{
    private static readonly SubmitOptions OneTry = new() { MaxAttempts = 1 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_log_provider_that_throws_costs_neither_a_slot_nor_an_outcome_nor_the_stop(bool onlyWithAnException)
    {
        var provider = new ThrowingProvider { OnlyWithAnException = onlyWithAnException };
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("bad", void () => throw new InvalidOperationException("boom"));
                errand.MapTask("talk", (TaskContext task) =>
                {
                    using IDisposable? scope = task.Logger.BeginScope("scope");
                    Say(task, "hello");
                    return 1;
                });
            },
            slots: 2, grace: TimeSpan.FromHours(1), services: services => services.AddSingleton<ILoggerProvider>(provider));
        provider.IsBroken = true;

        for (int i = 0; i < 3; i++)
        {
            TaskView bad = await host.DoneAsync(await host.SubmitAsync("bad", null, OneTry)).Soon();
            Assert.Equal((OutcomeState.Failed, "boom", 1), (bad.Outcome, bad.Error!.Message, bad.Attempt));
        }

        TaskId talk = await host.SubmitAsync("talk");
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(talk).Soon()).Outcome);
        Assert.Equal("hello", Assert.Single(await host.Store.FindLogAsync(talk, Waiting.Stop)).Message);
        // Other providers have the lines all the same.
        Assert.Equal(3, host.Log.Lines.Count(line => line.Event == 2002));
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task A_type_that_no_one_knows_is_put_off_though_the_log_throws()
    {
        var provider = new ThrowingProvider();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () => 1), slots: 1, services: services => services.AddSingleton<ILoggerProvider>(provider));
        provider.IsBroken = true;
        Task<TaskEvent> later = host.NextAsync(TaskEventKind.Scheduled);
        await host.SubmitElsewhereAsync("unknown");
        await later.Soon();
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("one")).Soon()).Outcome);
    }

    [Fact]
    public async Task An_exception_whose_every_member_throws_fails_its_task_in_its_one_try_and_the_log_has_the_line()
    {
        await using TestHost host = await StartAsync(errand =>
        {
            errand.MapTask("hostile", void () => throw new HostileException());
            errand.MapTask("around", void () => throw new InvalidOperationException("outer", new HostileException()));
            errand.MapTask("log", (TaskContext task) =>
            {
                var hostile = new HostileException();
                task.Logger.Log(LogLevel.Error, default, "it broke", hostile, (text, _) => text);
            });
        }, slots: 1, services: services => services.AddSingleton<ILoggerProvider, PrintingProvider>());

        TaskView hostile = await host.DoneAsync(await host.SubmitAsync("hostile", null, OneTry)).Soon();
        TaskView around = await host.DoneAsync(await host.SubmitAsync("around", null, OneTry)).Soon();
        TaskId log = await host.SubmitAsync("log");

        Assert.Equal(
            (OutcomeState.Failed, TaskErrorKind.Exception, HostileException.Text, 1),
            (hostile.Outcome, hostile.Error!.Kind, hostile.Error.Message, hostile.Attempt));
        Assert.Equal($"outer: {HostileException.Text}", around.Error!.Message);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(log).Soon()).Outcome);
        Assert.Equal($"it broke: {HostileException.Text}", Assert.Single(await host.Store.FindLogAsync(log, Waiting.Stop)).Message);
        Assert.Contains(PrintingProvider.Printed, text => text.Contains(HostileException.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_cannot_be_written_as_text_is_replaced_by_one_that_says_so()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("talk", (TaskContext task) =>
        {
            object state = new();
            task.Logger.Log(LogLevel.Information, default, state, null, (_, _) => throw new FormatException("no text"));
            return 1;
        }));
        TaskId id = await host.SubmitAsync("talk", null, OneTry);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(id).Soon()).Outcome);
        Assert.Equal("This line could not be written: no text", Assert.Single(await host.Store.FindLogAsync(id, Waiting.Stop)).Message);
    }

    [Fact]
    public async Task A_progress_that_is_no_number_ends_no_run()
    {
        TaskCompletionSource look = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("work", async (TaskContext task) =>
        {
            task.ReportProgress(0.5, "half of it");
            task.ReportProgress(double.NaN, "nothing of nothing");
            await look.Task;
            task.ReportProgress(double.PositiveInfinity);
        }));
        Task<TaskEvent> reported = host.NextAsync(TaskEventKind.Reported);
        TaskId id = await host.SubmitAsync("work", null, OneTry);
        await reported.Soon();
        await Patience.UntilAsync("both reports", () => host.ViewAsync(id), task => task.Progress?.Message == "nothing of nothing");
        Assert.Equal(0.5, (await host.ViewAsync(id)).Progress!.Value);
        look.SetResult();
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(id).Soon()).Outcome);
    }

    [Fact]
    public async Task A_listener_that_throws_is_logged_once_and_keeps_nothing_from_going_on()
    {
        await using TestHost host = await StartAsync(errand =>
        {
            errand.MapTask("one", (TaskContext task) => task.ReportProgress(1));
            errand.MapTask("bad", void () => throw new IOException("boom"));
        }, slots: 1);
        host.Events.Happened += _ => throw new InvalidOperationException("listener");
        host.Events.StoreChanged += _ => throw new InvalidOperationException("listener");
        TaskCompletionSource told = Waiting.NewSignal();
        host.Events.StoreChanged += _ => told.TrySetResult();

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("one", null, OneTry)).Soon()).Outcome);
            Assert.Equal(OutcomeState.Failed, (await host.DoneAsync(await host.SubmitAsync("bad", null, OneTry)).Soon()).Outcome);
            host.Events.PublishStoreChanged(StoreChange.Anything);
        }

        await told.Task.Soon();
        Assert.Equal(2, host.Log.Lines.Count(line => line.Event == 5101));
    }

    [Fact]
    public async Task A_handler_that_cannot_see_runs_through_counts_each_try_and_pauses()
    {
        var time = new BreakingTime();
        bool isBroken = true;
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () =>
            {
                BreakingTime.ThrowsNextOnThisThread = isBroken;
                return 1;
            }),
            time, slots: 1);
        Task<TaskEvent> again = host.NextAsync(TaskEventKind.Scheduled);
        TaskId id = await host.SubmitAsync("one", null, new SubmitOptions { MaxAttempts = 2 });
        Assert.True((await again.Soon()).DueAt > time.GetUtcNow());
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(id));
        Assert.Equal((OutcomeState.Failed, 2), (task.Outcome, task.Attempt));
        Assert.Equal("The server failed to see the run through: no time", task.Error!.Message);
        isBroken = false;
        Assert.Equal(OutcomeState.Succeeded, (await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("one")))).Outcome);
    }

    [Fact]
    public async Task How_long_outcomes_wait_to_be_written_down_is_known()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        TaskCompletionSource sent = Waiting.NewSignal();
        TaskCompletionSource letGo = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () => 1), time, before: async method =>
            {
                if (method == "Finish")
                {
                    sent.TrySetResult();
                    await letGo.Task;
                }
            });
        Assert.Equal(TimeSpan.Zero, host.Runs.OldestUnrecorded);
        // The store's verdict has come when the event does; readers may see the end before.
        Task<TaskEvent> decided = host.NextAsync(TaskEventKind.Done);
        await host.SubmitAsync("one");
        await sent.Task.Soon();
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), host.Runs.OldestUnrecorded);
        letGo.SetResult();
        await decided.Soon();
        Assert.Equal(TimeSpan.Zero, host.Runs.OldestUnrecorded);
    }

    private static void Say(TaskContext task, string text) => task.Logger.Log(LogLevel.Information, default, text, null, (said, _) => said);

    /// <summary>The handler asks it as soon as a function has returned: what it throws then is a fault of ours.</summary>
    private sealed class BreakingTime() : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50))
    {
        [ThreadStatic]
        private static bool _throwsNext;

        public static bool ThrowsNextOnThisThread
        {
            set => _throwsNext = value;
        }

        public override long GetTimestamp()
        {
            if (_throwsNext)
            {
                _throwsNext = false;
                throw new InvalidOperationException("no time");
            }

            return base.GetTimestamp();
        }
    }

    /// <summary>Prints exceptions, as consoles and files do.</summary>
    private sealed class PrintingProvider : ILoggerProvider, ILogger
    {
        public static System.Collections.Concurrent.ConcurrentQueue<string> Printed { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Printed.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

public sealed class SqliteObserverTests() : ObserverTests(StoreKind.Sqlite);

public sealed class PostgresObserverTests() : ObserverTests(StoreKind.Postgres);
