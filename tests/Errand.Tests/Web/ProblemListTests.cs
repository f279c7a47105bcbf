using Errand.Access;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Errand.Submitting;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

/// <summary>The list of problems as a client sees it, and the problems of the process that answers.</summary>
public sealed class ProblemListTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Nothing_wrong_is_an_empty_list()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.GetAsync("/v1/problems");

        Assert.Equal(
            (200, "application/json", "no-store", """{"items":[]}"""),
            ((int)answer.Status, answer.ContentType, answer.Header("Cache-Control"), answer.Text));
    }

    [Fact]
    public async Task Every_member_is_there_in_its_order()
    {
        await using WebServer server = await WebServer.StartAsync(time: _time);
        server.Store.Work = () => TestTasks.WorkOf(Start) with
        {
            AcceptsWrites = false,
            Waiting = [new TypeWait("gpu", true, "fit", Start.AddHours(-1), Start.AddMinutes(-12))],
        };

        Answer answer = await server.GetAsync("/v1/problems");

        Assert.Equal("store-read-only", answer.Json.GetProperty("items")[0].GetProperty("kind").GetString());
        Assert.Equal(
            """
            {"kind":"paused-with-work","severity":"warning","sentence":"Queue gpu is paused, and a task waits in it for 12 min.",
            "do":"Resume the queue: POST /v1/queues/gpu/resume.","since":"2026-11-24T08:03:30.125Z","queue":"gpu","type":null,
            "search":"queue:gpu status:waiting"}
            """.ReplaceLineEndings(""),
            answer.Json.GetProperty("items")[1].GetRawText());
        (await server.GetAsync("/v1/problems?limit=1")).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_store_that_is_away_is_the_only_thing_that_is_known()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.ReadFailure = new StoreUnavailableException("gone");

        Assert.NotNull((await server.GetAsync("/v1/problems")).IsProblem(503, "store-unavailable").Header("Retry-After"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true, false)]
    [InlineData("http://0.0.0.0:0", true, true)]
    [InlineData("http://*:0", true, true)]
    [InlineData("http://0.0.0.0:0", false, false)]
    public async Task A_server_that_others_reach_and_that_is_nothing_but_Errand_is_open(string urls, bool alone, bool isOpen)
    {
        await using WebServer server = await WebServer.StartAsync(
            urls: urls, alone: alone, access: new AccessOptions { Anonymous = Scopes.All });
        var own = new Uri($"http://127.0.0.1:{server.Address.Port}/v1/problems");

        string text = await server.Client.GetStringAsync(own, TestContext.Current.CancellationToken);

        Assert.Equal(isOpen, text.Contains("\"kind\":\"open\"", StringComparison.Ordinal));
        if (isOpen)
        {
            Assert.Contains($":{server.Address.Port} and asks for no key", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_full_queue_of_submissions_is_an_error_while_it_is_full()
    {
        await using WebServer server = await WebServer.StartAsync();
        var gate = new TaskCompletionSource();
        server.Store.HeldSubmit = gate.Task;
        Task<Answer> sent = server.PostAsync("/v1/types/free/tasks", """{"a":1}""");
        await server.Store.SubmitSignal.Task;
        Assert.DoesNotContain(await KindsAsync(server), kind => kind == ServerProblemKind.SubmitQueueFull);
        Submission large = Assert.IsType<Submission>(new SubmissionRules(TimeSpan.FromDays(1), server.Time)
            .Create(FakeTypes.Free, new byte[64 * 1024 * 1024], new SubmitOptions(), Principal.System, []));
        Task<SubmitAnswer> filled = server.Batcher.SubmitAsync(large);

        Assert.Contains(ServerProblemKind.SubmitQueueFull, await KindsAsync(server));
        gate.SetResult();
        await Task.WhenAll(sent, filled);
        Assert.DoesNotContain(ServerProblemKind.SubmitQueueFull, await KindsAsync(server));
    }

    [Fact]
    public async Task A_full_queue_of_batches_is_one_too()
    {
        await using WebServer server = await WebServer.StartAsync();
        var gate = new TaskCompletionSource();
        server.Store.HeldSubmit = gate.Task;
        Task<IReadOnlyList<SubmitAnswer>>[] taken = [.. Enumerable.Range(0, 16).Select(
            _ => server.Wholes.SubmitAsync([Storage.StoreSteps.NewTask()]))];

        Answer answer = await server.GetAsync("/v1/problems");

        Assert.Equal(
            "This process refuses batches: as many as it keeps wait for the store.",
            answer.Json.GetProperty("items")[0].GetProperty("sentence").GetString());
        gate.SetResult();
        await Task.WhenAll(taken);
    }

    [Fact]
    public async Task A_store_is_slow_when_half_of_the_latest_commits_took_over_a_second()
    {
        await using WebServer server = await WebServer.StartAsync(time: _time);
        server.Store.Work = () => TestTasks.WorkOf(_time.GetUtcNow());
        CommitTimes commits = server.Batcher.Commits;
        commits.Add(TimeSpan.FromSeconds(3));
        commits.Add(TimeSpan.FromSeconds(2.59));
        Assert.Empty(await KindsAsync(server));
        commits.Add(TimeSpan.FromMilliseconds(1));

        Answer answer = await server.GetAsync("/v1/problems");

        Assert.Equal(
            "The store is slow for this process: of its latest 3 commits of submissions at least half took 2.5 s or longer.",
            answer.Json.GetProperty("items")[0].GetProperty("sentence").GetString());
        commits.Add(TimeSpan.FromMilliseconds(1));
        commits.Add(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await KindsAsync(server));
        commits.Add(TimeSpan.FromSeconds(2));
        Assert.Equal(["store-slow"], await KindsAsync(server));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(await KindsAsync(server));
    }

    [Fact]
    public async Task The_commits_of_submissions_are_timed()
    {
        await using WebServer server = await WebServer.StartAsync(time: _time);
        var gate = new TaskCompletionSource();
        server.Store.HeldSubmit = gate.Task;
        Task<Answer> sent = server.PostAsync("/v1/types/add/tasks", """{"x":1,"y":2}""");
        await server.Store.SubmitSignal.Task;
        _time.Advance(TimeSpan.FromSeconds(2));
        gate.SetResult();
        await sent;
        await server.PostAsync("/v1/types/add/tasks", """{"x":1,"y":2}""");

        Assert.Equal(TimeSpan.FromSeconds(2), server.Batcher.Commits.Latest[^1]);
    }

    [Fact]
    public async Task A_store_is_slow_when_the_read_itself_took_over_a_second()
    {
        await using WebServer server = await WebServer.StartAsync(time: _time);
        server.Store.Work = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1.25));
            return TestTasks.WorkOf(_time.GetUtcNow());
        };

        Answer answer = await server.GetAsync("/v1/problems");

        Assert.Equal(
            "The store is slow for this process: a read took 1.2 s.",
            Assert.Single(answer.Json.GetProperty("items").EnumerateArray()).GetProperty("sentence").GetString());
    }

    private static async Task<IEnumerable<string?>> KindsAsync(WebServer server) =>
        (await server.GetAsync("/v1/problems")).Json.GetProperty("items").EnumerateArray()
            .Select(problem => problem.GetProperty("kind").GetString());
}
