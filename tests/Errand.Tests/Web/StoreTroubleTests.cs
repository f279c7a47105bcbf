using System.Globalization;
using System.Text;
using Errand.Access;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

/// <summary>The ugly days of the store, as a client sees them.</summary>
public sealed class StoreTroubleTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task A_store_that_does_not_answer_for_ten_seconds_is_unavailable()
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await WebServer.StartAsync(time: time);
        server.Store.SubmitFailure = new StoreUnavailableException("SELECT secret");

        Task<Answer> waiting = server.PostAsync("/v1/types/add/tasks", Args);
        await server.Store.SubmitSignal.Task;
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        Answer answer = (await waiting).IsProblem(503, "store-unavailable");
        Assert.InRange(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 5);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Equal([1001], server.Log.Ids);
    }

    [Theory]
    [InlineData("/v1/types/add/tasks", Args, "Idempotency-Key")]
    [InlineData("/v1/tasks/batch", $$"""[{"type":"add","args":{{Args}}}]""", "Look for them")]
    public async Task A_commit_in_doubt_is_an_outcome_unknown(string path, string body, string advice)
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await WebServer.StartAsync(time: time);
        server.Store.SubmitFailure = new OutcomeUnknownException("gone");

        Task<Answer> waiting = server.PostAsync(path, body);
        await server.Store.SubmitSignal.Task;
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        Assert.Contains(advice, (await waiting).IsProblem(504, "outcome-unknown").String("detail"), StringComparison.Ordinal);
    }

    /// <summary>The store may get through after all, long after the client was told that nobody knows: it must store what was
    /// sent.</summary>
    [Theory]
    [InlineData("/v1/types/add/tasks", Args)]
    [InlineData("/v1/tasks", $$"""{"type":"add","args":{{Args}}}""")]
    [InlineData("/v1/tasks/batch", $$"""[{"type":"add","args":{{Args}}}]""")]
    [InlineData("/task/new", """{"required_arg":"a"}""")]
    public async Task What_a_store_may_still_write_stays_as_it_was_sent(string path, string body)
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await WebServer.StartAsync(time: time);
        server.Store.HeldSubmit = new TaskCompletionSource().Task;
        Task<Answer> waiting = server.PostAsync(path, body);
        await server.Store.SubmitSignal.Task;
        string sent = Encoding.UTF8.GetString(server.Store.Arrived.Single().Args.Span);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        Assert.Equal(504, (int)(await waiting).Status);
        server.Store.HeldSubmit = Task.CompletedTask;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.PostAsync("/v1/types/add/tasks", $$"""{"y":{{i}},"x":{{i}}}""")));

        Assert.Equal(sent, Encoding.UTF8.GetString(server.Store.Arrived.First().Args.Span));
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.SubmitFailure = new StoreFullException("full");

        (await server.PostAsync("/v1/types/add/tasks", Args)).IsProblem(507, "storage-full");
        Answer flask = await server.PostAsync("/task/new", """{"required_arg":"a"}""");

        Assert.Equal(507, (int)flask.Status);
        Assert.Equal("""{"message":"The disk of the store is full. Nothing was stored."}""", flask.Text);
    }

    [Fact]
    public async Task A_read_that_the_store_refuses_is_unavailable()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.ReadFailure = new StoreUnavailableException("gone");

        Answer answer = (await server.GetAsync("/v1/tasks/1")).IsProblem(503, "store-unavailable");
        (await server.GetAsync("/v1/tasks/1/result")).IsProblem(503, "store-unavailable");

        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Null(answer.Header("ETag"));
    }

    [Fact]
    public async Task A_task_that_is_stored_is_accepted_even_if_it_cannot_be_looked_at()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.ReadFailure = new StoreUnavailableException("gone");

        Answer answer = await server.PostAsync("/v1/types/add/tasks?wait=5", Args);

        Assert.Equal(202, (int)answer.Status);
        Assert.Equal("waiting", answer.String("status"));
        Assert.Equal([1003], server.Log.Ids);
    }

    [Fact]
    public async Task A_full_queue_refuses_before_the_body_is_read()
    {
        await using WebServer server = await WebServer.StartAsync();
        var gate = new TaskCompletionSource();
        server.Store.HeldSubmit = gate.Task;
        string args = $$"""{"a":"{{new string('x', 1024 * 1024 - 100)}}"}""";
        Task<Answer> sent = server.PostAsync("/v1/types/free/tasks", args);
        await server.Store.SubmitSignal.Task;
        SubmitQueue submits = server.Batcher;
        Submission waiting = Assert.IsType<Submission>(new Errand.Submitting.SubmissionRules(TimeSpan.FromDays(1), server.Time)
            .Create(FakeTypes.Free, new byte[64 * 1024 * 1024], new SubmitOptions(), Principal.System, []));
        Task<SubmitAnswer> filled = submits.SubmitAsync(waiting);

        Answer answer = (await server.PostAsync("/v1/types/free/tasks", "not even JSON")).IsProblem(503, "overloaded");
        Answer flask = await server.PostAsync("/task/new", "not even JSON");
        gate.SetResult();

        Assert.InRange(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 12);
        Assert.Equal(503, (int)flask.Status);
        Assert.NotNull(flask.Header("Retry-After"));
        Assert.NotEmpty(flask.String("message")!);
        Assert.Equal(202, (int)(await sent).Status);
        Assert.Equal(SubmitVerdict.Accepted, (await filled).Verdict);
        Assert.Equal(202, (int)(await server.PostAsync("/v1/types/free/tasks", "{}")).Status);
    }

    [Fact]
    public async Task The_seventeenth_batch_is_refused_before_its_body_is_read_while_single_submits_are_taken()
    {
        await using WebServer server = await WebServer.StartAsync();
        var gate = new TaskCompletionSource();
        server.Store.HeldSubmit = gate.Task;
        Task<IReadOnlyList<SubmitAnswer>>[] taken = [.. Enumerable.Range(0, 16).Select(
            _ => server.Wholes.SubmitAsync([Storage.StoreSteps.NewTask()]))];

        (await server.PostAsync("/v1/tasks/batch", "not even JSON")).IsProblem(503, "overloaded");
        Task<Answer> single = server.PostAsync("/v1/types/free/tasks", "{}");
        gate.SetResult();

        Assert.Equal(202, (int)(await single).Status);
        await Task.WhenAll(taken);
        Assert.Equal(202, (int)(await server.PostAsync("/v1/tasks/batch", """[{"type":"free","args":{}}]""")).Status);
    }

    [Fact]
    public async Task An_error_of_our_own_shows_nothing_of_its_cause()
    {
        await using WebServer server = await WebServer.StartAsync(
            more: app => app.MapGet(
                "/broken", string (Microsoft.AspNetCore.Http.HttpContext _) => throw new InvalidOperationException("secret"))
                .WithMetadata(new AccessMetadata("nothing")));
        server.Store.ReadFailure = new InvalidOperationException("secret");

        Answer route = (await server.GetAsync("/v1/tasks/1")).IsProblem(500, null);
        Answer other = (await server.GetAsync("/broken")).IsProblem(500, null);
        Answer flask = await server.GetAsync("/task/1/view");

        Assert.All([route, other, flask], answer => Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal));
        Assert.NotEmpty(flask.String("message")!);
        Assert.Equal([1000, 1000, 1000], server.Log.Ids);
    }
}
