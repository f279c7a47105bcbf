using System.Globalization;
using Errand.Tests.Hosting;

namespace Errand.Tests.Clients;

/// <summary>Which requests are sent again, and when.</summary>
public sealed class RetryTests
{
    private const string Done = ""","outcome":"succeeded","result":3""";

    private readonly TestClock _time = new();

    [Fact]
    public async Task A_submission_is_repeated_with_one_key_until_it_is_answered()
    {
        var server = new ScriptedServer(
            ScriptedServer.Break, ScriptedServer.Problem(504, ProblemSlug.OutcomeUnknown), ScriptedServer.Answer(502, "<html>", "text/html"),
            ScriptedServer.Refuse, ScriptedServer.Cut, ScriptedServer.View());

        TaskView task = await TurnAsync(Client(server).SubmitAsync("add", new { x = 1 }, Waiting.Stop));

        Assert.Equal((7, 6), (task.Id, server.Requests.Count));
        Assert.Single(server.Keys.Distinct());
        Assert.Matches("^[0-9a-f]{32}$", server.Keys.First());
        Assert.All(server.Bodies, body => Assert.Equal("""{"x":1}""", body));
        Assert.All(server.Requests, request => Assert.Equal("/base/v1/types/add/tasks", request.RequestUri!.PathAndQuery));
        Assert.All(server.Requests, request => Assert.Equal("Bearer the-key", $"{request.Headers.Authorization}"));
    }

    [Fact]
    public async Task Two_submissions_have_two_keys_and_a_key_of_the_callers_own_is_kept()
    {
        var server = new ScriptedServer(ScriptedServer.View());
        ErrandClient client = Client(server);
        await client.SubmitAsync("add", null, Waiting.Stop);
        await client.SubmitAsync("add", null, Waiting.Stop);
        await client.SubmitAsync("add", null, new SubmitOptions { IdempotencyKey = "mine" }, Waiting.Stop);
        Assert.Equal(3, server.Keys.Distinct().Count());
        Assert.Equal("mine", server.Keys.Last());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Six_tries_are_made_and_no_more(int status)
    {
        var server = new ScriptedServer(ScriptedServer.Problem(status, ProblemSlug.RateLimited));
        ErrandProblemException problem = await Assert.ThrowsAsync<ErrandProblemException>(
            () => TurnAsync(Client(server).SubmitAsync("add", null, Waiting.Stop)));
        Assert.Equal((6, status, ProblemSlug.RateLimited, "00-1-2-00"), (server.Requests.Count, problem.Status, problem.Slug, problem.TraceId));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(507)]
    public async Task Other_answers_are_final(int status)
    {
        var server = new ScriptedServer(ScriptedServer.Problem(status, "any"));
        await Assert.ThrowsAnyAsync<Exception>(() => Client(server).SubmitAsync("add", null, Waiting.Stop));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_pause_is_a_part_of_a_fifth_of_a_second_doubled_with_each_try()
    {
        var server = new ScriptedServer(ScriptedServer.Break);

        OutcomeUnknownException unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => TurnAsync(Client(server).SubmitAsync("add", null, Waiting.Stop)));

        Assert.Contains("http://host/base/", unknown.Message, StringComparison.Ordinal);
        Assert.Equal((6, 5), (server.Requests.Count, _time.Pauses.Count));
        Assert.All(
            _time.Pauses, (pause, tries) => Assert.InRange(pause, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(0.2 * Math.Pow(2, tries))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_server_says_goes_before_pauses_of_our_own(bool isDate)
    {
        string after = isDate ? _time.GetUtcNow().AddSeconds(20).ToString("R", CultureInfo.InvariantCulture) : "20";
        var server = new ScriptedServer(ScriptedServer.Problem(503, ProblemSlug.Overloaded, after), ScriptedServer.View());
        Assert.Equal(7, (await TurnAsync(Client(server).SubmitAsync("add", null, Waiting.Stop), 1)).Id);
        // A date has no fractions.
        Assert.InRange(Assert.Single(_time.Pauses), TimeSpan.FromSeconds(isDate ? 19 : 20), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task No_try_begins_after_a_minute()
    {
        var server = new ScriptedServer(ScriptedServer.Problem(503, ProblemSlug.Overloaded, "50"));
        OverloadedException overloaded = await Assert.ThrowsAsync<OverloadedException>(
            () => TurnAsync(Client(server).SubmitAsync("add", null, Waiting.Stop), 5));
        Assert.Equal((2, TimeSpan.FromSeconds(50)), (server.Requests.Count, overloaded.RetryAfter));
        Assert.IsType<ErrandProblemException>(overloaded.InnerException);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_ten_seconds_is_asked_for_again()
    {
        ScriptedServer server = null!;
        server = new ScriptedServer(stop => server.HangAsync(stop), ScriptedServer.View());
        Task<TaskView> submission = Client(server).SubmitAsync("add", null, Waiting.Stop);
        await server.Hung.Soon();
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Single(server.Requests);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(7, (await TurnAsync(submission)).Id);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_wait_may_take_a_minute_more_and_is_asked_for_again_with_what_is_known()
    {
        ScriptedServer server = null!;
        Func<CancellationToken, Task<HttpResponseMessage>> running = ScriptedServer.View("running");
        server = new ScriptedServer(
            async stop =>
            {
                HttpResponseMessage answer = await running(stop);
                answer.Headers.ETag = new("\"tag\"");
                return answer;
            },
            ScriptedServer.Answer(304, ""), stop => server.HangAsync(stop), ScriptedServer.View("done", Done));
        Task<int> result = Client(server).ResultAsync<int>(new TaskId(7), cancellationToken: Waiting.Stop);
        await _time.TurnUntilAsync(server.Hung);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(result.IsCompleted);
        Assert.Equal(3, server.Requests.Count);

        Assert.Equal(3, await TurnAsync(result));
        Assert.Equal("/base/v1/tasks/7?wait=60", server.Requests[0].RequestUri!.PathAndQuery);
        Assert.Equal(["", "\"tag\"", "\"tag\"", "\"tag\""], server.Requests.Select(request => $"{request.Headers.IfNoneMatch}"));
    }

    [Fact]
    public async Task A_batch_that_was_sent_is_not_sent_again()
    {
        var broken = new ScriptedServer(ScriptedServer.Break);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Client(broken).SubmitAsync([new NewTask("add")], Waiting.Stop));
        Assert.Single(broken.Requests);
        Assert.Null(broken.Keys.Single());

        var overloaded = new ScriptedServer(ScriptedServer.Problem(503, ProblemSlug.StoreUnavailable, "3"));
        StoreUnavailableException unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Client(overloaded).SubmitAsync([new NewTask("add")], Waiting.Stop));
        Assert.Equal((1, TimeSpan.FromSeconds(3)), (overloaded.Requests.Count, unavailable.RetryAfter));

        var refusing = new ScriptedServer(ScriptedServer.Refuse, ScriptedServer.Refuse, ScriptedServer.Answer(202, """{"ids":[4,5]}"""));
        Assert.Equal([new TaskId(4), new TaskId(5)], await TurnAsync(Client(refusing).SubmitAsync([new NewTask("add"), new NewTask("add")], Waiting.Stop)));
    }

    [Fact]
    public async Task A_task_is_retried_once_and_other_changes_are_repeated()
    {
        var retry = new ScriptedServer(ScriptedServer.Break);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Client(retry).RetryAsync(new TaskId(7)));
        Assert.Single(retry.Requests);
        var act = new ScriptedServer(ScriptedServer.Break);
        await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => Client(act).ActAsync(new TaskActionRequest { Action = TaskAction.Cancel, Ids = [new TaskId(7)] }, Waiting.Stop));
        Assert.Single(act.Requests);

        foreach (Func<ErrandClient, Task> change in (Func<ErrandClient, Task>[])
            [
                c => c.CancelAsync(new TaskId(7)), c => c.KeepAsync(new TaskId(7), null), c => c.ReleaseAsync(new TaskId(7)),
                c => c.DeleteAsync(new TaskId(7)),
            ])
        {
            var server = new ScriptedServer(ScriptedServer.Break, ScriptedServer.View());
            await TurnAsync(change(Client(server)));
            Assert.Equal(2, server.Requests.Count);
        }
    }

    [Fact]
    public async Task A_task_that_an_earlier_try_has_deleted_counts_as_deleted()
    {
        var lost = new ScriptedServer(ScriptedServer.Break, ScriptedServer.Problem(404, ProblemSlug.UnknownTask));
        Assert.Equal(TaskChange.Changed, await TurnAsync(Client(lost).DeleteAsync(new TaskId(7))));
        var unsent = new ScriptedServer(ScriptedServer.Refuse, ScriptedServer.Problem(404, ProblemSlug.UnknownTask));
        Assert.Equal(TaskChange.UnknownTask, await TurnAsync(Client(unsent).DeleteAsync(new TaskId(7))));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_unavailable_store()
    {
        var refusing = new ScriptedServer(ScriptedServer.Refuse);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => TurnAsync(Client(refusing).SubmitAsync("add", null, Waiting.Stop)));
        var broken = new ScriptedServer(ScriptedServer.Break);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => TurnAsync(Client(broken).FindStatsAsync(Waiting.Stop)));
        Assert.Equal((6, 6), (refusing.Requests.Count, broken.Requests.Count));
    }

    [Fact]
    public async Task Each_problem_has_its_exception()
    {
        await ThrowsAsync<OverloadedException>(503, ProblemSlug.Overloaded);
        await ThrowsAsync<StoreUnavailableException>(503, ProblemSlug.StoreUnavailable);
        await ThrowsAsync<OutcomeUnknownException>(504, ProblemSlug.OutcomeUnknown);
        await ThrowsAsync<StoreFullException>(507, ProblemSlug.StorageFull);
        await ThrowsAsync<ErrandProblemException>(401, "unauthenticated");
        await ThrowsAsync<ErrandProblemException>(404, ProblemSlug.NotFound);
        var proxy = new ScriptedServer(ScriptedServer.Answer(404, "<html>", "text/html"));
        ErrandProblemException foreign = await Assert.ThrowsAsync<ErrandProblemException>(
            () => Client(proxy).FindAsync(new TaskId(7), Waiting.Stop));
        Assert.Equal((404, null, "", 0), (foreign.Status, foreign.Slug, foreign.TraceId, foreign.Faults.Count));
        Assert.Contains("Is the address right?", foreign.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_not_repeated()
    {
        ScriptedServer server = null!;
        server = new ScriptedServer(stop => server.HangAsync(stop));
        using var stop = new CancellationTokenSource();
        Task<TaskView> submission = Client(server).SubmitAsync("add", null, stop.Token);
        await server.Hung.Soon();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submission.Soon());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_stream_of_events_goes_on_over_further_connections()
    {
        const string Line = """{"attempt":1,"line":N,"at":"2026-11-24T08:15:30.125Z","level":"error","message":"m"}""";
        var server = new ScriptedServer(
            ScriptedServer.Events($"retry: 1000\n\nevent: log\nid: 1.1.1\ndata: {Line.Replace('N', '1')}\n\n: ping\n\n"),
            ScriptedServer.Problem(503, ProblemSlug.StoreUnavailable),
            ScriptedServer.Events($"event: news\nid: 1.1.1\ndata: {{}}\n\nevent: log\nid: 1.1.2\ndata: {Line.Replace('N', '2')}\n\n", isSilent: true),
            ScriptedServer.Events("event: end\nid: 1.1.2\ndata: {\"id\":7,\"gone\":true}\n\n"));

        List<TaskUpdate> updates = await TurnAsync(Client(server).FollowAsync(new TaskId(7), "1.0.0", Waiting.Stop).ToListAsync(Waiting.Stop).AsTask(), 1);

        Assert.Equal(["1.1.1", "1.1.2", "1.1.2"], updates.Select(update => update.Place));
        Assert.Null(Assert.IsType<TaskEndUpdate>(updates[2]).Task);
        Assert.Equal(
            ["1.0.0", "1.1.1", "1.1.1", "1.1.2"], server.Requests.Select(request => request.Headers.GetValues("Last-Event-ID").Single()));
    }

    private async Task ThrowsAsync<T>(int status, string slug)
        where T : Exception
    {
        var server = new ScriptedServer(ScriptedServer.Problem(status, slug, "0"));
        T thrown = await Assert.ThrowsAsync<T>(() => TurnAsync(Client(server).FindAsync(new TaskId(7), Waiting.Stop)));
        Assert.Equal("the detail", thrown.Message);
    }

    private ErrandClient Client(ScriptedServer server) => new(
        new HttpClient(server) { Timeout = Timeout.InfiniteTimeSpan },
        new ErrandClientOptions { Address = new Uri("http://host/base"), Key = "the-key", Time = _time });

    private Task<T> TurnAsync<T>(Task<T> task, double seconds = 0.1) => _time.TurnUntilAsync(task, seconds);

    private Task TurnAsync(Task task) => _time.TurnUntilAsync(task);
}
