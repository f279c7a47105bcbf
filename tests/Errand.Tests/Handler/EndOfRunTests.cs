using System.Reflection;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

/// <summary>How a run ends, whatever its exception is wrapped in and whatever its services do afterwards.</summary>
public abstract class EndOfRunTests(StoreKind kind) : OnEveryStore(kind)
{
    private static readonly SubmitOptions OneTry = new() { MaxAttempts = 1 };

    public static TheoryData<string> Wraps => ["wait", "nested", "reflection", "all", "awaited"];

    [Theory]
    [MemberData(nameof(Wraps))]
    public async Task A_TaskFailedException_fails_the_task_at_once_whatever_wraps_it(string wrap)
    {
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("no", void (string how) => Throw(how, new TaskFailedException("no such account"))));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("no", new { how = wrap })).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Permanent, 1), (task.Outcome, task.Error!.Kind, task.Attempt));
        Assert.StartsWith(
            wrap == "all" ? "One or more errors occurred. (no such account)" : "no such account", task.Error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wraps))]
    public async Task An_exception_is_shown_as_it_was_thrown_whatever_wraps_it(string wrap)
    {
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("bad", void (string how) => Throw(how, new IOException("boom"))));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("bad", new { how = wrap }, OneTry)).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Exception), (task.Outcome, task.Error!.Kind));
        Assert.Equal(wrap == "all" ? "One or more errors occurred. (boom) (boom): boom" : "boom", task.Error.Message);
    }

    [Fact]
    public async Task Several_of_which_one_may_get_better_are_tried_again()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask(
            "mixed", void () => throw new AggregateException(new TaskFailedException("never"), new IOException("perhaps"))));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("mixed", null, OneTry)).Soon();
        Assert.Equal(TaskErrorKind.Exception, task.Error!.Kind);
    }

    [Fact]
    public async Task An_aggregate_that_unfolds_without_end_fails_its_try()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("doubled", void () =>
        {
            Exception doubled = new TaskFailedException("never");
            for (int i = 0; i < 10_000; i++)
            {
                doubled = new AggregateException(doubled, doubled);
            }

            throw doubled;
        }));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("doubled", null, OneTry)).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Exception), (task.Outcome, task.Error!.Kind));
        Assert.StartsWith("One or more errors occurred.: ", task.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_blocking_wait_that_the_runs_token_ended_is_the_tokens(int waits)
    {
        TaskCompletionSource started = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("wait", (CancellationToken cancel) =>
        {
            started.SetResult();
            Task.WaitAll([.. Enumerable.Range(0, waits).Select(
                _ => Task.Run(() => Task.Delay(Timeout.Infinite, cancel), CancellationToken.None))], CancellationToken.None);
        }));
        TaskId id = await host.SubmitAsync("wait");
        await started.Task.Soon();
        await host.Tasks.CancelAsync(id);
        TaskView task = await host.DoneAsync(id).Soon();
        Assert.Equal((OutcomeState.Cancelled, (TaskError?)null), (task.Outcome, task.Error));
    }

    [Fact]
    public async Task A_message_has_those_of_the_inner_exceptions()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask(
            "bad", void () => throw new InvalidOperationException(
                "outer", new IOException("inner \0 \ud800", new TimeoutException("innermost")))));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("bad", null, OneTry)).Soon();
        Assert.Equal("outer: inner \0 \ufffd: innermost", task.Error!.Message);
    }

    public static TheoryData<Type> Services => [typeof(ThrowsInDispose), typeof(ThrowsInDisposeAsync)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_was_returned_or_thrown_stands_whatever_the_services_throw_when_they_are_disposed_of(Type service)
    {
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("good", (IServiceProvider services) => services.GetRequiredService(service) is null ? 0 : 7);
                errand.MapTask("bad", void (IServiceProvider services) => throw new TaskFailedException(
                    $"no {services.GetRequiredService(service) is null}"));
            },
            slots: 1, services: services => services.AddScoped(service));
        TaskId id = await host.SubmitAsync("good", null, OneTry);
        TaskView good = await host.DoneAsync(id).Soon();
        TaskView bad = await host.DoneAsync(await host.SubmitAsync("bad")).Soon();
        Assert.Equal((OutcomeState.Succeeded, 7, (TaskError?)null), (good.Outcome, good.Result!.Value.GetInt32(), good.Error));
        Assert.Equal((TaskErrorKind.Permanent, "no False"), (bad.Error!.Kind, bad.Error.Message));
        Assert.Equal(2, host.Log.Lines.Count(line => line.Text.Contains("could not be disposed of", StringComparison.Ordinal)));
        Assert.EndsWith(
            ": it does not close", Assert.Single(await host.Store.FindLogAsync(id, Waiting.Stop)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(HangsInDispose))]
    [InlineData(typeof(HangsInDisposeAsync))]
    public async Task A_disposal_that_hangs_keeps_the_slot_and_not_the_outcome(Type service)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        using var gate = new Gate();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("good", (IServiceProvider services) => services.GetRequiredService(service) is null ? 0 : 7);
                errand.MapTask("bad", void (IServiceProvider services) => throw new TaskFailedException(
                    $"no {services.GetRequiredService(service) is null}"));
                errand.MapTask("next", () => 1);
            },
            time, slots: 2, services: services => services.AddSingleton(gate).AddScoped(service));
        TaskView good = await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("good", null, OneTry)));
        TaskView bad = await host.TurnUntilAsync(host.DoneAsync(await host.SubmitAsync("bad")));
        Assert.Equal((OutcomeState.Succeeded, 7), (good.Outcome, good.Result!.Value.GetInt32()));
        Assert.Equal((TaskErrorKind.Permanent, "no False"), (bad.Error!.Kind, bad.Error.Message));
        Assert.Equal(2, host.Log.Lines.Count(line => line.Event == 2023));

        TaskId next = await host.SubmitAsync("next");
        Assert.Equal(TaskState.Waiting, (await host.ViewAsync(next)).Status);
        gate.Open();
        Assert.Equal(OutcomeState.Succeeded, (await host.TurnUntilAsync(host.DoneAsync(next))).Outcome);
    }

    private static void Throw(string how, Exception exception)
    {
        switch (how)
        {
            case "wait":
#pragma warning disable RS0030 // What functions that are not asynchronous do.
                Task.Run(void () => throw exception).Wait();
#pragma warning restore RS0030
                break;
            case "nested":
                throw new AggregateException("a", new AggregateException("b", new TargetInvocationException("c", exception)));
            case "reflection":
                Action act = () => throw exception;
                act.DynamicInvoke();
                break;
            case "all":
                Task.WaitAll(Task.Run(void () => throw exception), Task.Run(void () => throw exception));
                break;
            default:
                Task.Run(void () => throw exception).GetAwaiter().GetResult();
                break;
        }
    }

    private sealed class ThrowsInDispose : IDisposable
    {
        public void Dispose() => throw new IOException("it does not close");
    }

    private sealed class ThrowsInDisposeAsync : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            throw new IOException("it does not close");
        }
    }

    private sealed class Gate : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly TaskCompletionSource _opened = Waiting.NewSignal();

        public void Wait() => _open.Wait();

        public Task WaitAsync() => _opened.Task;

        public void Open()
        {
            _open.Set();
            _opened.SetResult();
        }

        public void Dispose() => _open.Dispose();
    }

    private sealed class HangsInDispose(Gate gate) : IDisposable
    {
        public void Dispose() => gate.Wait();
    }

    private sealed class HangsInDisposeAsync(Gate gate) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await gate.WaitAsync();
    }
}

public sealed class SqliteEndOfRunTests() : EndOfRunTests(StoreKind.Sqlite);

public sealed class PostgresEndOfRunTests() : EndOfRunTests(StoreKind.Postgres);
