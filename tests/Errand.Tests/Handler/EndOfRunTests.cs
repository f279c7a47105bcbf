using System.Reflection;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;

namespace Errand.Tests.Handler;

/// <summary>How a run ends, whatever its exception is wrapped in.</summary>
public abstract class EndOfRunTests(StoreKind kind) : OnEveryStore(kind)
{
    private static readonly SubmitOptions OneTry = new() { MaxAttempts = 1 };

    public static TheoryData<string> Wraps => ["wait", "nested", "reflection", "all", "awaited"];

    [Theory]
    [MemberData(nameof(Wraps))]
    public async Task A_TaskFailedException_fails_the_task_at_once_whatever_wraps_it(string wrap)
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("no", void (string how) => Throw(how, new TaskFailedException("no such account"))));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("no", new { how = wrap })).Soon();
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Permanent, 1), (task.Outcome, task.Error!.Kind, task.Attempt));
        Assert.StartsWith(wrap == "all" ? "One or more errors occurred. (no such account)" : "no such account", task.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wraps))]
    public async Task An_exception_is_shown_as_it_was_thrown_whatever_wraps_it(string wrap)
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("bad", void (string how) => Throw(how, new IOException("boom"))));
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

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_blocking_wait_that_the_runs_token_ended_is_the_tokens(int waits)
    {
        TaskCompletionSource started = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("wait", (CancellationToken cancel) =>
        {
            started.SetResult();
            Task.WaitAll([.. Enumerable.Range(0, waits).Select(_ => Task.Run(() => Task.Delay(Timeout.Infinite, cancel), CancellationToken.None))], CancellationToken.None);
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
            "bad", void () => throw new InvalidOperationException("outer", new IOException("inner \0 \ud800", new TimeoutException("innermost")))));
        TaskView task = await host.DoneAsync(await host.SubmitAsync("bad", null, OneTry)).Soon();
        Assert.Equal("outer: inner \0 \ufffd: innermost", task.Error!.Message);
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
}

public sealed class SqliteEndOfRunTests() : EndOfRunTests(StoreKind.Sqlite);

public sealed class PostgresEndOfRunTests() : EndOfRunTests(StoreKind.Postgres);
