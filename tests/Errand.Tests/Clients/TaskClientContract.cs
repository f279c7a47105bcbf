using System.Text.Json;
using Errand.Tests.Contract;
using Errand.Tests.Hosting;

namespace Errand.Tests.Clients;

/// <summary>What <see cref="ITaskClient"/> promises, whoever implements it: within the server and over HTTP.</summary>
/// <remarks>All tests of a class share one server; each brings tasks of its own.</remarks>
public abstract partial class TaskClientContract(ClientServer server)
{
    private static readonly TaskId Missing = new(9_000_000_000);

    private protected ITaskClient Tasks => field ??= Create(server);

    private protected abstract ITaskClient Create(ClientServer server);

    [Fact]
    public async Task A_task_is_submitted_found_and_waited_for()
    {
        TaskId id = await Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);
        TaskView task = (await Tasks.WaitAsync(id, Waiting.Stop).Soon())!;

        Assert.Equal((id.Value, "add", TaskState.Done, OutcomeState.Succeeded), (task.Id, task.Type, task.Status, task.Outcome));
        Assert.Equal(("""{"x":1,"y":2}""", 3), (task.Args!.Value.GetRawText(), task.Result!.Value.GetInt32()));
        Assert.Equal((task.FinishedAt, 1, new TaskProgress(1, null)), Known((await Tasks.FindAsync(id, Waiting.Stop))!));
        Assert.Null(await Tasks.FindAsync(Missing, Waiting.Stop));
        Assert.Null(await Tasks.FindAsync(Missing, 0, Waiting.Stop));
        Assert.Null(await Tasks.WaitAsync(Missing, Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Tasks.FindAsync(id, -1, Waiting.Stop));

        static (DateTimeOffset?, int, TaskProgress?) Known(TaskView task) => (task.FinishedAt, task.Attempt, task.Progress);
    }

    [Fact]
    public async Task Every_option_reaches_the_task()
    {
        DateTimeOffset at = TimeProvider.System.GetUtcNow().AddHours(1);
        var options = new SubmitOptions
        {
            Queue = "options",
            Priority = -5,
            RunAt = at,
            TimeToLive = TimeSpan.FromDays(2.5),
            Timeout = TimeSpan.FromSeconds(1.5),
            MaxAttempts = 7,
            Tags = ["a", "b-c"],
        };
        TaskView task = (await Tasks.FindAsync(await Tasks.SubmitAsync("add", new { x = 1 }, options, Waiting.Stop), Waiting.Stop))!;

        Assert.Equal(("options", -5, 7, TaskReason.Scheduled), (task.Queue, task.Priority, task.MaxAttempts, task.Reason));
        Assert.Equal(["a", "b-c"], task.Tags);
        Assert.Equal(TimeSpan.FromDays(2.5), task.ExpiresAt - task.CreatedAt);
        Assert.True((task.RunAt!.Value - at).Duration() < TimeSpan.FromMilliseconds(2), $"{task.RunAt:O} instead of {at:O}");
        TaskId delayed = await Tasks.SubmitAsync(
            "add", new { x = 1 }, new SubmitOptions { Delay = TimeSpan.FromHours(2), Queue = "options" }, Waiting.Stop);
        TaskView later = (await Tasks.FindAsync(delayed, Waiting.Stop))!;
        Assert.Equal(TimeSpan.FromHours(2), later.RunAt - later.CreatedAt);
    }

    [Fact]
    public async Task Arguments_of_any_kind_are_written_as_the_server_reads_them()
    {
        const string Text = """{"n":1.50,"big":12345678901234567890,"s":"\u0041é😀<b>"}""";
        Assert.Equal("""{"SOME_arg":4}""", await ArgsAsync("loose", new { SOME_arg = 4 }));
        Assert.Equal("""{"SOME_arg":5}""", await ArgsAsync("loose", new Dictionary<string, int> { ["SOME_arg"] = 5 }));
        Assert.Equal("""{"x":1,"y":2}""", await ArgsAsync("add", new AddArgs(1, 2)));
        Assert.Equal(Text, await ArgsAsync("echo", JsonElement.Parse(Text)));
        Assert.Equal("{}", await ArgsAsync("nothing", null));
        Assert.Equal("""{"d":"NaN","e":["Infinity"],"f":"é"}""", await ArgsAsync("echo", new { d = double.NaN, e = new[] { double.PositiveInfinity }, f = "é" }));
        await Assert.ThrowsAsync<InvalidTaskException>(() => Tasks.SubmitAsync("echo", new { type = typeof(int) }, null, Waiting.Stop));
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_nothing_is_stored()
    {
        InvalidTaskException unknown = await Assert.ThrowsAsync<InvalidTaskException>(() => Tasks.SubmitAsync("ad", null, null, Waiting.Stop));
        Assert.Empty(unknown.Faults);
        var wrong = new SubmitOptions { Queue = "no queue", Priority = 1000, MaxAttempts = 0, Tags = ["a b"], Delay = TimeSpan.FromDays(-1) };

        InvalidTaskException invalid = await Assert.ThrowsAsync<InvalidTaskException>(
            () => Tasks.SubmitAsync("add", new { x = "1", z = 2 }, wrong, Waiting.Stop));

        Assert.Equal(
            ["#/args/x", "#/args/z", "#/delay", "#/maxAttempts", "#/priority", "#/queue", "#/tags/0"],
            invalid.Faults.Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
        Assert.Contains("x must be an integer", invalid.Message, StringComparison.Ordinal);
        foreach (string key in (string[])["", "a b", "é", new string('k', 256)])
        {
            InvalidTaskException wrongKey = await Assert.ThrowsAsync<InvalidTaskException>(
                () => Tasks.SubmitAsync("add", new { x = 1 }, new SubmitOptions { IdempotencyKey = key }, Waiting.Stop));
            Assert.Equal("#/idempotencyKey", Assert.Single(wrongKey.Faults).Pointer);
        }
    }

    [Fact]
    public async Task The_same_idempotency_key_and_request_is_the_same_task()
    {
        var key = new SubmitOptions { IdempotencyKey = $"{GetType().Name}-once" };
        TaskId first = await Tasks.SubmitAsync("add", new { x = 1, y = 2 }, key, Waiting.Stop);
        Assert.Equal(first, await Tasks.SubmitAsync("add", new { x = 1, y = 2 }, key, Waiting.Stop));
        await Assert.ThrowsAsync<InvalidTaskException>(() => Tasks.SubmitAsync("add", new { x = 1, y = 3 }, key, Waiting.Stop));
    }

    [Fact]
    public async Task Many_tasks_are_submitted_at_once_all_or_none()
    {
        IReadOnlyList<TaskId> ids = await Tasks.SubmitAsync(
            [
                new NewTask("add", new { x = 1, y = 2 }, new SubmitOptions { Tags = ["many"], Priority = 3 }),
                new NewTask("echo", JsonElement.Parse("""{"a":1.0}""")), new NewTask("nothing"),
            ], Waiting.Stop);
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids.Order(), ids);
        TaskView first = (await Tasks.WaitAsync(ids[0], Waiting.Stop).Soon())!;
        Assert.Equal((3, 3, "many"), (first.Result!.Value.GetInt32(), first.Priority, Assert.Single(first.Tags)));
        Assert.Equal("""{"a":1.0}""", (await Tasks.WaitAsync(ids[1], Waiting.Stop).Soon())!.Result!.Value.GetRawText());

        Assert.Empty(await Tasks.SubmitAsync([], Waiting.Stop));
        InvalidTaskException wrong = await Assert.ThrowsAsync<InvalidTaskException>(() => Tasks.SubmitAsync(
            [
                new NewTask("add", new { x = 1 }), new NewTask("add", new { x = "1" }),
                new NewTask("add", new { x = 1 }, new SubmitOptions { IdempotencyKey = "k" }),
            ], Waiting.Stop));
        Assert.Equal(["#/1/args/x", "#/2/idempotencyKey"], wrong.Faults.Select(fault => fault.Pointer));
        Assert.Empty((await Assert.ThrowsAsync<InvalidTaskException>(() => Tasks.SubmitAsync([new NewTask("ad")], Waiting.Stop))).Faults);
        await Assert.ThrowsAsync<InvalidTaskException>(
            () => Tasks.SubmitAsync([.. Enumerable.Repeat(new NewTask("nothing"), 10_001)], Waiting.Stop));
    }

    [Fact]
    public async Task Results_are_there_whatever_their_size()
    {
        TaskId large = await DoneAsync("big", new { n = 50_000 });
        TaskId nothing = await DoneAsync("nothing", null);

        TaskView whole = (await Tasks.FindAsync(large, Waiting.Stop))!;
        Assert.Equal(50_000, whole.Result!.Value.GetArrayLength());
        Assert.Null(whole.ResultBytes);
        Assert.Equal(50_000, (await Tasks.WaitAsync(large, Waiting.Stop))!.Result!.Value.GetArrayLength());
        long size = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(whole.Result.Value).Length;
        TaskView cut = (await Tasks.FindAsync(large, size - 1, Waiting.Stop))!;
        Assert.Equal((null, size), (cut.Result, cut.ResultBytes!.Value));
        Assert.NotNull((await Tasks.FindAsync(large, size, Waiting.Stop))!.Result);
        Assert.Equal(JsonValueKind.Null, (await Tasks.FindAsync(nothing, Waiting.Stop))!.Result!.Value.ValueKind);
        TaskView small = (await Tasks.FindAsync(await DoneAsync("add", new { x = 10, y = 20 }), 1, Waiting.Stop))!;
        Assert.Equal((null, 2), (small.Result, small.ResultBytes));
    }

    [Fact]
    public async Task A_wait_ends_with_its_token_and_the_task_goes_on()
    {
        Gate gate = server.NewGate();
        TaskId id = await Tasks.SubmitAsync("hold", JsonElement.Parse(gate.Args), null, Waiting.Stop);
        await gate.Started;
        using var leave = new CancellationTokenSource();
        Task<TaskView?> left = Tasks.WaitAsync(id, leave.Token);
        Task<TaskView?> stays = Tasks.WaitAsync(id, Waiting.Stop);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Soon());
        gate.Open();
        Assert.Equal("through", (await stays.Soon())!.Result!.Value.GetString());
    }

    [Fact]
    public async Task A_failure_says_why()
    {
        TaskView failed = (await Tasks.WaitAsync(await Tasks.SubmitAsync("fail", null, null, Waiting.Stop), Waiting.Stop).Soon())!;
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Permanent, "of no use", 1), (failed.Outcome, failed.Error!.Kind, failed.Error.Message, failed.Error.Attempt));
        Assert.Null(failed.Result);
    }

    private async Task<TaskId> DoneAsync(string type, object? args, SubmitOptions? options = null)
    {
        TaskId id = await Tasks.SubmitAsync(type, args, options, Waiting.Stop);
        await Tasks.WaitAsync(id, Waiting.Stop).Soon();
        return id;
    }

    private async Task<string> ArgsAsync(string type, object? args) =>
        (await Tasks.FindAsync(await Tasks.SubmitAsync(type, args, null, Waiting.Stop), Waiting.Stop))!.Args!.Value.GetRawText();

    /// <summary>A task that stays where it is.</summary>
    private Task<TaskId> SubmitUnservedAsync() =>
        Tasks.SubmitAsync("add", new { x = 1 }, new SubmitOptions { Queue = ClientServer.UnservedQueue }, Waiting.Stop);
}

public sealed class ServerTaskClientContract(ClientServer server) : TaskClientContract(server), IClassFixture<ClientServer>
{
    private protected override ITaskClient Create(ClientServer server) => server.App.Tasks;
}

public sealed class HttpTaskClientContract(ClientServer server) : TaskClientContract(server), IClassFixture<ClientServer>
{
    private protected override ITaskClient Create(ClientServer server) => new ErrandClient(server.Address);
}

public sealed class InMemoryTaskClientContract(ClientServer server) : TaskClientContract(server), IClassFixture<ClientServer>
{
    private protected override ITaskClient Create(ClientServer server) => new ErrandClient(server.App.Tasks);
}
