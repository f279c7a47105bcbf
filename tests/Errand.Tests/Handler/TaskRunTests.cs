using System.Collections.Concurrent;
using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

public abstract class TaskRunTests(StoreKind kind) : OnEveryStore(kind)
{
    private static readonly SubmitOptions OneTry = new() { MaxAttempts = 1 };

    [Fact]
    public async Task A_function_that_returns_makes_its_task_succeed()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("add", (int x, int y) => x + y));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("add", new { x = 1, y = 2 })).Soon();
        Assert.Equal((OutcomeState.Succeeded, 3, 1), (task.Outcome, task.Result!.Value.GetInt32(), task.Attempt));
    }

    [Fact]
    public async Task A_function_that_throws_is_tried_again_after_a_growing_wait()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        int runs = 0;
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("flaky", () => ++runs < 3 ? throw new InvalidOperationException("not yet") : runs), time);
        Task<TaskEvent> first = host.NextAsync(TaskEventKind.Scheduled);
        TaskId id = await host.SubmitAsync("flaky");
        Assert.InRange((await first.Soon()).DueAt!.Value - time.GetUtcNow(), TimeSpan.FromSeconds(0.499), TimeSpan.FromSeconds(1));
        TaskError? error = (await host.ViewAsync(id)).Error;
        Assert.Equal((TaskErrorKind.Exception, "not yet"), (error!.Kind, error.Message));

        Task<TaskEvent> second = host.NextAsync(TaskEventKind.Scheduled);
        TaskEvent waits = await host.TurnUntilAsync(second);
        Assert.InRange(waits.DueAt!.Value - time.GetUtcNow(), TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(2));
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(id));
        Assert.Equal((OutcomeState.Succeeded, 3, 3), (task.Outcome, task.Result!.Value.GetInt32(), task.Attempt));
    }

    [Fact]
    public async Task The_last_try_fails_the_task()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("bad", void () => throw new IOException("boom")));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("bad", null, OneTry)).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Exception, "boom"), (task.Outcome, task.Error!.Kind, task.Error.Message));
    }

    [Fact]
    public async Task A_TaskFailedException_fails_the_task_at_once()
    {
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("no", void () => throw new TaskFailedException("never")));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("no")).Soon();
        Assert.Equal((OutcomeState.Failed, 1), (task.Outcome, task.Attempt));
        Assert.Equal((TaskErrorKind.Permanent, "never"), (task.Error!.Kind, task.Error.Message));
    }

    [Fact]
    public async Task A_result_that_is_no_JSON_fails_the_task_at_once()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("loop", () => new Loop()));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("loop")).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.InvalidResult, 1), (task.Outcome, task.Error!.Kind, task.Attempt));
    }

    [Fact]
    public async Task An_OperationCanceledException_that_nobody_asked_for_is_an_ordinary_exception()
    {
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("odd", void () => throw new OperationCanceledException("mine")));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("odd", null, OneTry)).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Exception, "mine"), (task.Outcome, task.Error!.Kind, task.Error.Message));
    }

    [Fact]
    public async Task An_exception_that_cannot_say_its_message_costs_neither_the_slot_nor_the_task()
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("mute", void () => throw new MuteException());
                errand.MapTask("add", (int x, int y) => x + y);
            },
            slots: 1);
        TaskView task = await host.DoneAsync(await host.SubmitAsync("mute", null, OneTry)).Soon();
        Assert.Equal(
            (OutcomeState.Failed, $"The message of the exception {typeof(MuteException)} could not be read."),
            (task.Outcome, task.Error!.Message));
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("add", new { x = 1, y = 2 })).Soon()).Outcome);
    }

    [Fact]
    public async Task Text_that_is_no_Unicode_does_not_keep_an_outcome_from_being_written()
    {
        const string text = "half \ud800 and \0";
        await using TestHost host = await StartAsync(errand => errand.MapTask("garbled", void (TaskContext task) =>
        {
            task.ReportProgress(0.5, text);
            Say(task, text);
            throw new IOException(text);
        }));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("garbled", null, OneTry)).Soon();
        Assert.Equal(OutcomeState.Failed, task.Outcome);
        Assert.StartsWith("half ", task.Error!.Message, StringComparison.Ordinal);
        Assert.Single(await host.Store.FindLogAsync(new TaskId(task.Id), Waiting.Stop));
    }

    [Fact]
    public async Task A_run_past_its_timeout_is_told_to_stop_and_tried_again()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("slow", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel))
                .WithTimeout(TimeSpan.FromSeconds(2)),
            time);
        Task<TaskEvent> again = host.NextAsync(TaskEventKind.Scheduled);
        TaskId id = await host.SubmitAsync("slow", null, new SubmitOptions { MaxAttempts = 2 });
        await host.TurnUntilAsync(again);
        TaskView waiting = await host.ViewAsync(id);
        Assert.Equal((TaskState.Waiting, TaskErrorKind.Timeout), (waiting.Status, waiting.Error!.Kind));
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(id));
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Timeout, 2), (task.Outcome, task.Error!.Kind, task.Attempt));
        Assert.Contains("timed out", task.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_ignores_its_token_loses_its_lease_and_keeps_its_slot()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("deaf", () => release.Task).WithTimeout(TimeSpan.FromSeconds(1));
                errand.MapTask("next", () => 1);
            },
            time, slots: 1);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId deaf = await host.SubmitAsync("deaf", null, OneTry);
        await started.Soon();
        TaskId next = await host.SubmitAsync("next");

        DateTimeOffset before = time.GetUtcNow();
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(deaf));
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Timeout), (task.Outcome, task.Error!.Kind));
        Assert.InRange(task.FinishedAt!.Value - before, TimeSpan.FromSeconds(5.9), TimeSpan.FromSeconds(8));
        Assert.Equal(TaskState.Waiting, (await host.ViewAsync(next)).Status);
        release.SetResult();
        Assert.Equal(OutcomeState.Succeeded, (await host.TurnUntilAsync(host.DoneAsync(next))).Outcome);
    }

    [Fact]
    public async Task A_function_that_blocks_its_thread_holds_up_its_own_slot_only_and_loses_its_lease_all_the_same()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        using var release = new ManualResetEventSlim();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("deaf", () => release.Wait()).WithTimeout(TimeSpan.FromSeconds(1));
                errand.MapTask("next", () => 1);
            },
            time, slots: 2);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId deaf = await host.SubmitAsync("deaf", null, OneTry);
        await started.Soon();
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("next")).Soon()).Outcome);
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(deaf));
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Timeout), (task.Outcome, task.Error!.Kind));
        release.Set();
    }

    [Fact]
    public async Task Each_run_is_told_at_its_own_deadline_whichever_was_started_first()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("long", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel))
                    .WithTimeout(TimeSpan.FromSeconds(30));
                errand.MapTask("short", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel))
                    .WithTimeout(TimeSpan.FromSeconds(10));
            },
            time, slots: 2);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId first = await host.SubmitAsync("long", null, OneTry);
        await started.Soon();
        started = host.NextAsync(TaskEventKind.Started);
        TaskId second = await host.SubmitAsync("short", null, OneTry);
        await started.Soon();
        DateTimeOffset before = time.GetUtcNow();
        TaskView sooner = await host.TurnUntilAsync(host.DoneAsync(second));
        Assert.Equal(TaskState.Running, (await host.ViewAsync(first)).Status);
        TaskView later = await host.TurnUntilAsync(host.DoneAsync(first));
        Assert.InRange(sooner.FinishedAt!.Value - before, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(15));
        Assert.InRange(later.FinishedAt!.Value - before, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(35));
    }

    [Fact]
    public async Task A_waiting_task_is_cancelled_at_once()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("wait", () => release.Task), slots: 1);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        await host.SubmitAsync("wait");
        await started.Soon();
        TaskId second = await host.SubmitAsync("wait");
        Assert.True(await host.Tasks.CancelAsync(second));
        Assert.Equal(OutcomeState.Cancelled, (await host.DoneAsync(second).Soon()).Outcome);
        Assert.False(await host.Tasks.CancelAsync(new TaskId(99)));
        release.SetResult();
    }

    [Fact]
    public async Task A_running_tasks_token_fires_at_its_cancel_and_a_callback_that_blocks_holds_up_nobody()
    {
        // The clock stands still: no beat brings the news.
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        TaskCompletionSource registered = Waiting.NewSignal();
        using var unblock = new ManualResetEventSlim();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("wait", async (CancellationToken cancel) =>
            {
                using CancellationTokenRegistration _ = cancel.Register(unblock.Wait);
                registered.SetResult();
                await Task.Delay(Timeout.Infinite, cancel);
            }), time);
        TaskId id = await host.SubmitAsync("wait");
        await registered.Task.Soon();
        Assert.True(await host.Tasks.CancelAsync(id).Soon());
        Assert.Equal(TaskReason.Cancelling, (await host.ViewAsync(id)).Reason);
        unblock.Set();
        Assert.Equal(OutcomeState.Cancelled, (await host.DoneAsync(id).Soon()).Outcome);
    }

    [Fact]
    public async Task A_cancel_of_another_process_reaches_the_run()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("wait", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel)), store: store);
        await using TestHost other = await StartAsync(_ => { }, store: store, roles: ErrandRoles.None);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId id = await host.SubmitAsync("wait");
        await started.Soon();
        Assert.True(await other.Tasks.CancelAsync(id));
        Assert.Equal(OutcomeState.Cancelled, (await other.DoneAsync(id).Soon()).Outcome);
    }

    [Fact]
    public async Task A_task_of_an_unknown_type_waits_half_a_minute_and_keeps_its_try()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using TestHost host = await StartAsync(_ => { }, time);
        Task<TaskEvent> later = host.NextAsync(TaskEventKind.Scheduled);
        TaskId id = await host.Store.SubmitAsync(StoreSteps.NewTask(tries: 1));
        TaskEvent scheduled = await host.TurnUntilAsync(later);
        TaskRecord? task = await host.Store.FindAsync(id, 0, Waiting.Stop);
        Assert.Equal((TaskState.Waiting, scheduled.DueAt), (task!.Status, task.RunAt));
        Assert.InRange(task.RunAt!.Value - time.GetUtcNow(), TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(30));
        await host.TurnUntilAsync(host.NextAsync(TaskEventKind.Scheduled), 1);
    }

    [Fact]
    public async Task Progress_is_clamped_and_written_at_most_once_a_second()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        TaskCompletionSource more = Waiting.NewSignal();
        TaskCompletionSource end = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("work", async (TaskContext task) =>
            {
                task.ReportProgress(-1, "first");
                await more.Task;
                for (int i = 0; i < 1000; i++)
                {
                    task.ReportProgress(i, $"{i}");
                }

                await end.Task;
            }),
            time);
        Task<TaskEvent> first = host.NextAsync(TaskEventKind.Reported);
        TaskId id = await host.SubmitAsync("work");
        await first.Soon();
        Assert.Equal(new TaskProgress(0, "first"), (await host.ViewAsync(id)).Progress);
        Task<TaskEvent> second = host.NextAsync(TaskEventKind.Reported);
        more.SetResult();
        await host.TurnUntilAsync(second);
        Assert.Equal(new TaskProgress(1, "999"), (await host.ViewAsync(id)).Progress);
        Assert.InRange(host.Store.Calls("Report"), 2, 3);
        end.SetResult();
    }

    [Fact]
    public async Task What_a_run_logs_lands_in_its_tasks_log_up_to_the_last_line_and_a_thousand_lines()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("talk", (int lines, TaskContext task) =>
        {
            for (int i = 1; i <= lines; i++)
            {
                Say(task, $"line {i}");
            }
        }));
        TaskView few = await host.DoneAsync(await host.SubmitAsync("talk", new { lines = 3 })).Soon();
        IReadOnlyList<TaskLogLine> lines = await host.Store.FindLogAsync(new TaskId(few.Id), Waiting.Stop);
        Assert.Equal(["line 1", "line 2", "line 3"], lines.Select(line => line.Message));
        TaskView many = await host.DoneAsync(await host.SubmitAsync("talk", new { lines = 1500 })).Soon();
        IReadOnlyList<TaskLogLine> kept = await host.Store.FindLogAsync(new TaskId(many.Id), Waiting.Stop);
        Assert.Equal((1001, "line 1000"), (kept.Count, kept[999].Message));
        Assert.Equal(
            (1001, LogLevel.Warning, "500 more lines were dropped: a run keeps 1000."),
            (kept[1000].Number, kept[1000].Level, kept[1000].Message));
    }

    [Fact]
    public async Task The_outcome_does_not_overtake_lines_that_are_on_their_way()
    {
        TaskCompletionSource held = Waiting.NewSignal();
        TaskCompletionSource letGo = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("talk", async (TaskContext task) =>
            {
                Say(task, "my last words");
                await held.Task;
            }),
            before: async method =>
            {
                if (method == "Report")
                {
                    held.TrySetResult();
                    await letGo.Task;
                }
            });
        TaskId id = await host.SubmitAsync("talk");
        Task<TaskView> done = host.DoneAsync(id);
        await held.Task.Soon();
        Assert.Equal(0, host.Store.Calls("Finish"));
        letGo.SetResult();
        await done.Soon();
        Assert.Equal("my last words", Assert.Single(await host.Store.FindLogAsync(id, Waiting.Stop)).Message);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_costs_the_report_alone()
    {
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("talk", (TaskContext task) => task.ReportProgress(1)),
            before: method => method == "Report" ? throw new InvalidOperationException("odd") : Task.CompletedTask);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("talk")).Soon()).Outcome);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("talk")).Soon()).Outcome);
    }

    [Fact]
    public async Task Each_run_has_a_scope_of_services_of_its_own()
    {
        var seen = new ConcurrentQueue<Scoped>();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("use", (Scoped scoped) => seen.Enqueue(scoped)), services: services => services.AddScoped<Scoped>());
        await host.DoneAsync(await host.SubmitAsync("use")).Soon();
        await host.DoneAsync(await host.SubmitAsync("use")).Soon();
        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, scoped => Assert.True(scoped.IsDisposed));
    }

    private static void Say(TaskContext task, string text) => task.Logger.Log(LogLevel.Information, default, text, null, (said, _) => said);

    private sealed class Loop
    {
        public Loop Self => this;
    }

    private sealed class MuteException : Exception
    {
        public override string Message => throw new InvalidOperationException("no words");
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}

public sealed class SqliteTaskRunTests() : TaskRunTests(StoreKind.Sqlite);

public sealed class PostgresTaskRunTests() : TaskRunTests(StoreKind.Postgres);
