using System.Globalization;
using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.TestServers;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

/// <summary>A run that waits for another task has no slot while it waits.</summary>
public abstract class WaitingRunTests(StoreKind kind) : OnEveryStore(kind)
{
    private static readonly SubmitOptions OneTry = new() { MaxAttempts = 1 };

    private static readonly CultureInfo Odd = new("") { NumberFormat = new NumberFormatInfo { NegativeSign = "~" } };

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    [InlineData(1, 20)]
    public async Task More_tasks_than_slots_that_each_wait_for_another_end(int slots, int parents)
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (int n, ITaskClient tasks) =>
                {
                    TaskId child = await tasks.SubmitAsync("child", new { n }, OneTry);
                    return 1 + (await tasks.WaitAsync(child))!.Result!.Value.GetInt32();
                });
                errand.MapTask("child", (int n) => n);
            },
            slots: slots);
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, parents).Select(n => host.SubmitAsync("parent", new { n }, OneTry)));
        TaskView[] done = await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Equal(Enumerable.Range(1, parents), done.Select(task => task.Result!.Value.GetInt32()));
        Assert.Equal(
            slots, Assert.Single(await host.Store.ListMembersAsync(Waiting.Stop), member => member.Entry.Role == "handler").Entry.Slots);
        await AssertSlotsAsync(host, slots);
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_are_a_problem_until_one_is_cancelled()
    {
        TaskCompletionSource areThere = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("wait", async (long on, ITaskClient tasks) =>
            {
                await areThere.Task;
                return (await tasks.WaitAsync(new TaskId(on)))!.Outcome;
            }),
            slots: 1);
        TaskId first = await host.SubmitAsync("wait", new { on = 2 }, OneTry);
        TaskId second = await host.SubmitAsync("wait", new { on = 1 }, OneTry);
        areThere.SetResult();

        ServerProblem circle = await FindCircleAsync().Soon();

        Assert.Equal("Tasks 1 and 2 wait for each other.", circle.Sentence);
        Assert.Equal(
            [second.Value, first.Value],
            (await host.Tasks.ListAsync(new TaskListFilter { Search = circle.Search }, Waiting.Stop)).Items.Select(task => task.Id));
        await host.Tasks.CancelAsync(second);
        Assert.Equal("cancelled", (await host.DoneAsync(first).Soon()).Result!.Value.GetString());
        Assert.DoesNotContain(await host.Tasks.ListProblemsAsync(Waiting.Stop), IsCircle);

        async Task<ServerProblem> FindCircleAsync()
        {
            while (true)
            {
                if ((await host.Tasks.ListProblemsAsync(Waiting.Stop)).FirstOrDefault(IsCircle) is { } found)
                {
                    return found;
                }

                await Task.Yield();
            }
        }

        static bool IsCircle(ServerProblem problem) => problem.Kind == ServerProblemKind.WaitingForTasks;
    }

    [Fact]
    public async Task A_run_that_follows_another_task_has_no_slot_meanwhile()
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                {
                    TaskId child = await tasks.SubmitAsync("child");
                    return (await tasks.FollowAsync(child).OfType<TaskEndUpdate>().SingleAsync()).Task!.Result!.Value.GetInt32();
                });
                errand.MapTask("child", () => 42);
            },
            slots: 1);
        TaskView task = await host.DoneAsync(await host.SubmitAsync("parent")).Soon();
        Assert.Equal(42, task.Result!.Value.GetInt32());
        await AssertSlotsAsync(host, 1);
    }

    [Fact]
    public async Task Recursion_by_tasks_ends_in_one_slot()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("fib", FibAsync), slots: 1);
        TaskView task = await host.DoneAsync(await host.SubmitAsync("fib", new { n = 12 })).WaitAsync(
            TimeSpan.FromMinutes(2), Waiting.Stop);
        Assert.Equal(144, task.Result!.Value.GetInt32());
    }

    private static async Task<int> FibAsync(int n, ITaskClient tasks)
    {
        if (n < 2)
        {
            return n;
        }

        TaskId[] ids = await Task.WhenAll(tasks.SubmitAsync("fib", new { n = n - 1 }), tasks.SubmitAsync("fib", new { n = n - 2 }));
        TaskView?[] parts = await Task.WhenAll(ids.Select(id => tasks.WaitAsync(id)));
        return parts.Sum(part => part!.Result!.Value.GetInt32());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_run_may_wait_for_a_hundred_at_once(int slots)
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                {
                    int sum = 0;
                    await Task.WhenAll(Enumerable.Range(0, 100).Select(async n =>
                    {
                        TaskId child = await tasks.SubmitAsync("child", new { n });
                        Interlocked.Add(ref sum, (await tasks.WaitAsync(child))!.Result!.Value.GetInt32());
                    }));
                    return sum;
                });
                errand.MapTask("child", (int n) => n);
            },
            slots: slots);
        TaskView task = await host.DoneAsync(await host.SubmitAsync("parent")).Soon();
        Assert.Equal(4950, task.Result!.Value.GetInt32());
        await AssertSlotsAsync(host, slots);
    }

    [Fact]
    public async Task A_run_goes_on_with_the_first_that_ends_while_it_still_waits_for_others()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("race", async (ITaskClient tasks) =>
                {
                    TaskId slow = await tasks.SubmitAsync("slow"), quick = await tasks.SubmitAsync("quick");
                    Task<TaskView?> last = tasks.WaitAsync(slow);
                    Task<TaskView?> first = await Task.WhenAny(last, tasks.WaitAsync(quick));
                    release.SetResult();
                    return (await first)!.Id == quick.Value && (await last)!.Id == slow.Value;
                });
                errand.MapTask("slow", () => release.Task);
                errand.MapTask("quick", () => 1);
            },
            slots: 2);
        Assert.True((await host.DoneAsync(await host.SubmitAsync("race")).Soon()).Result!.Value.GetBoolean());
        await AssertSlotsAsync(host, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_more_than_the_set_number_compute_at_once(bool isBlocking)
    {
        int computing = 0, most = 0;
        async Task ComputeAsync()
        {
            int now = Interlocked.Increment(ref computing);
            InterlockedMax(ref most, now);
            await Task.Delay(2);
            Interlocked.Decrement(ref computing);
        }

        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                {
                    await ComputeAsync();
                    TaskId[] children = [await tasks.SubmitAsync("child"), await tasks.SubmitAsync("child")];
                    if (isBlocking)
                    {
                        WaitBlocking(tasks, children);
                    }
                    else
                    {
                        await Task.WhenAll(children.Select(child => tasks.WaitAsync(child)));
                    }

                    await ComputeAsync();
                });
                errand.MapTask("child", ComputeAsync);
            },
            slots: 2);
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.SubmitAsync("parent")));
        await Task.WhenAll(ids.Select(host.DoneAsync)).WaitAsync(TimeSpan.FromMinutes(2), Waiting.Stop);
        Assert.InRange(most, 1, 2);
        await AssertSlotsAsync(host, 2);
    }

    [Fact]
    public async Task A_wait_on_a_thread_that_the_run_started_is_the_runs()
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                {
                    TaskId child = await tasks.SubmitAsync("child");
                    var thread = new Thread(() => WaitBlocking(tasks, [child]));
                    thread.Start();
                    thread.Join();
                });
                errand.MapTask("child", () => 1);
            },
            slots: 1);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("parent")).Soon()).Outcome);
    }

    [Fact]
    public async Task What_runs_in_the_slot_meanwhile_sees_nothing_of_the_one_that_waits()
    {
        var ambient = new AsyncLocal<string?>();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                {
                    ambient.Value = "mine";
                    CultureInfo.CurrentCulture = Odd;
                    TaskId[] children = [await tasks.SubmitAsync("child"), await tasks.SubmitAsync("child")];
                    TaskView?[] seen = await Task.WhenAll(children.Select(child => tasks.WaitAsync(child)));
                    return $"{seen[0]!.Result} {seen[1]!.Result} {ambient.Value} {-1}";
                });
                errand.MapTask("child", () => ambient.Value is null && CultureInfo.CurrentCulture != Odd);
            },
            slots: 1);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("True True mine ~1", (await host.DoneAsync(await host.SubmitAsync("parent")).Soon()).Result!.Value.GetString());
        }
    }

    [Fact]
    public async Task A_run_that_waits_is_cancelled_though_its_function_did_not_pass_the_token_on()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) => await tasks.WaitAsync(await tasks.SubmitAsync("child")));
                errand.MapTask("child", () => release.Task);
            },
            slots: 1);
        Task<TaskEvent> parentStarted = host.NextAsync(TaskEventKind.Started, started => started.Id.Value == 1);
        Task<TaskEvent> childStarted = host.NextAsync(TaskEventKind.Started, started => started.Id.Value == 2);
        TaskId parent = await host.SubmitAsync("parent");
        await Task.WhenAll(parentStarted, childStarted).Soon();
        await host.Tasks.CancelAsync(parent);
        Assert.Equal(OutcomeState.Cancelled, (await host.DoneAsync(parent).Soon()).Outcome);
        Assert.Equal(TaskState.Running, (await host.ViewAsync(new TaskId(2))).Status);
        release.SetResult();
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(new TaskId(2)).Soon()).Outcome);
        await AssertSlotsAsync(host, 1);
    }

    [Fact]
    public async Task Its_time_out_goes_on_while_a_run_waits()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) => await tasks.WaitAsync(await tasks.SubmitAsync("child")))
                    .WithTimeout(TimeSpan.FromSeconds(2));
                errand.MapTask("child", () => release.Task);
            },
            time, slots: 1);
        TaskView parent = await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("parent", null, OneTry)));
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Timeout), (parent.Outcome, parent.Error!.Kind));
        release.SetResult();
        await host.TurnUntilAsync(host.DoneAsync(new TaskId(2)));
    }

    [Fact]
    public async Task A_run_that_waits_for_a_slot_to_go_on_ends_when_it_is_told_to_stop()
    {
        TaskCompletionSource held = Waiting.NewSignal();
        TaskCompletionSource release = Waiting.NewSignal();
        bool isBack = false;
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks, CancellationToken cancel) =>
                {
                    await tasks.WaitAsync(await tasks.SubmitAsync("child", null, null, cancel), CancellationToken.None);
                    isBack = !cancel.IsCancellationRequested;
                    cancel.ThrowIfCancellationRequested();
                });
                errand.MapTask("child", () => 1);
                errand.MapTask("hold", () =>
                {
                    held.SetResult();
                    return release.Task;
                });
            },
            slots: 1,
            // The child has returned, and its end is written only when another task has its slot.
            before: method => method == "Finish" ? held.Task : Task.CompletedTask);
        Task<TaskEvent> childStarted = host.NextAsync(TaskEventKind.Started, started => started.Id.Value == 2);
        TaskId parent = await host.SubmitAsync("parent");
        await childStarted.Soon();
        TaskId hold = await host.SubmitAsync("hold");
        await host.DoneAsync(new TaskId(2)).Soon();
        Assert.Equal(TaskState.Running, (await host.ViewAsync(parent)).Status);
        await host.Tasks.CancelAsync(parent);
        Assert.Equal(OutcomeState.Cancelled, (await host.DoneAsync(parent).Soon()).Outcome);
        Assert.False(isBack);
        release.SetResult();
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(hold).Soon()).Outcome);
        await AssertSlotsAsync(host, 1);
    }

    [Fact]
    public async Task The_callers_own_token_ends_the_wait()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                {
                    TaskId child = await tasks.SubmitAsync("child");
                    using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
                    try
                    {
                        await tasks.WaitAsync(child, enough.Token);
                        return "done";
                    }
                    catch (OperationCanceledException e) when (e.CancellationToken == enough.Token)
                    {
                        release.SetResult();
                        return $"not yet, and then {(await tasks.WaitAsync(child))!.Outcome}";
                    }
                });
                errand.MapTask("child", () => release.Task);
            },
            slots: 2);
        Assert.Equal(
            "not yet, and then Succeeded", (await host.DoneAsync(await host.SubmitAsync("parent")).Soon()).Result!.Value.GetString());
        await AssertSlotsAsync(host, 2);
    }

    [Fact]
    public async Task At_a_stop_a_run_that_waits_is_handed_back()
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) => await tasks.WaitAsync(await tasks.SubmitAsync("child")));
                errand.MapTask("child", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));
            },
            slots: 1);
        Task<TaskEvent> childStarted = host.NextAsync(TaskEventKind.Started, started => started.Id.Value == 2);
        TaskId parent = await host.SubmitAsync("parent", null, OneTry);
        await childStarted.Soon();
        await host.StopAsync().Soon();
        TaskRecord? task = await host.Store.FindAsync(parent, 0, Waiting.Stop);
        Assert.Equal((TaskState.Waiting, TaskReason.Ready, 1), (task!.Status, task.Reason, task.Attempt));
        Assert.False(host.Log.Has(2010));
    }

    [Fact]
    public async Task At_a_stop_a_run_that_waits_has_its_grace_period()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) => (await tasks.WaitAsync(await tasks.SubmitAsync("child")))!.Result);
                errand.MapTask("child", async () =>
                {
                    await release.Task;
                    return 5;
                });
            },
            slots: 1, grace: TimeSpan.FromMinutes(5));
        Task<TaskEvent> childStarted = host.NextAsync(TaskEventKind.Started, started => started.Id.Value == 2);
        TaskId parent = await host.SubmitAsync("parent", null, OneTry);
        await childStarted.Soon();
        Task stop = host.StopAsync();
        await host.Stopping.Soon();
        release.SetResult();
        await stop.Soon();
        TaskRecord? task = await host.Store.FindAsync(parent, long.MaxValue, Waiting.Stop);
        Assert.Equal((OutcomeState.Succeeded, "5"), (task!.Outcome, System.Text.Encoding.UTF8.GetString(task.Result!.Value.Span)));
    }

    [Fact]
    public async Task What_a_run_leaves_behind_waits_on_without_a_slot()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        var left = new List<Task>();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("careless", async (ITaskClient tasks) =>
                {
                    // One wait has begun when the run ends, the other one begins after that.
                    left.Add(tasks.WaitAsync(new TaskId(1)));
                    left.Add(Task.Run(async () =>
                    {
                        await goOn.Task;
                        await tasks.WaitAsync(new TaskId(1));
                    }));
                    await tasks.WaitAsync(await tasks.SubmitAsync("one"));
                });
                errand.MapTask("one", () => 1);
                errand.MapTask("hold", () => release.Task);
            },
            slots: 2);
        TaskId hold = await host.SubmitAsync("hold");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitAsync("careless")).Soon()).Outcome);
        }

        goOn.SetResult();
        await AssertSlotsAsync(host, 1);
        release.SetResult();
        await host.DoneAsync(hold).Soon();
        await Task.WhenAll(left).Soon();
        await AssertSlotsAsync(host, 2);
    }

    [Fact]
    public async Task What_a_run_leaves_behind_does_not_keep_its_arguments_in_memory()
    {
        var left = new List<ExecutionContext>();
        var args = new List<WeakReference>();
        await using TestHost host = await StartAsync(errand => errand.MapTask("leave", (byte[] data) =>
        {
            left.Add(ExecutionContext.Capture()!);
            args.Add(new WeakReference(AmbientRun.Current));
        }));
        await host.DoneAsync(await host.SubmitAsync("leave", new { data = new byte[100_000] })).Soon();
        // Others run in the same slots since: nothing of the first is on a stack any more.
        await AssertSlotsAsync(host, 2);
        await Patience.UntilAsync("the run to be gone", () =>
        {
            // Whether the collector may take it is what is tested.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced);
            return Task.FromResult(args[0].IsAlive);
        }, isAlive => !isAlive);
        Assert.Single(left);
    }

    [Fact]
    public async Task A_wait_for_what_is_done_or_gone_keeps_the_slot()
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("parent", async (ITaskClient tasks) =>
                    (await tasks.WaitAsync(new TaskId(1)))!.Outcome == OutcomeState.Succeeded
                && await tasks.WaitAsync(new TaskId(99)) is null);
                errand.MapTask("one", () => 1);
            },
            slots: 1);
        await host.DoneAsync(await host.SubmitAsync("one")).Soon();
        Assert.True((await host.DoneAsync(await host.SubmitAsync("parent")).Soon()).Result!.Value.GetBoolean());
    }

    /// <summary>As many run at once as there are free slots, and not one more.</summary>
    private static async Task AssertSlotsAsync(TestHost host, int free)
    {
        TaskCompletionSource all = Waiting.NewSignal();
        int running = 0, most = 0;
        host.Gate = async () =>
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == free)
            {
                all.TrySetResult();
            }

            await all.Task;
            await Task.Yield();
            Interlocked.Decrement(ref running);
        };
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, free * 10).Select(_ => host.SubmitAsync(TestHost.GateType)));
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Equal(free, most);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static void WaitBlocking(ITaskClient tasks, TaskId[] ids)
    {
#pragma warning disable RS0030 // What functions that are not asynchronous do.
        Task.WhenAll(ids.Select(id => tasks.WaitAsync(id))).Wait();
#pragma warning restore RS0030
    }
}

public sealed class SqliteWaitingRunTests() : WaitingRunTests(StoreKind.Sqlite);

public sealed class PostgresWaitingRunTests() : WaitingRunTests(StoreKind.Postgres);
