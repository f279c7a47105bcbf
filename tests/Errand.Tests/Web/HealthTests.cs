using System.Text.Json;
using Errand.Storage.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

public sealed class HealthTests
{
    [Fact]
    public async Task A_ping_is_answered()
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.Equal("""{"status":"online"}""", (await server.GetAsync("/ping")).Text);
        Assert.Equal("""{"status":"online"}""", (await server.GetAsync("//ping")).Text);
        Assert.Equal("""{"status":"live"}""", (await server.GetAsync("/health/live?x=1")).Text);
        Assert.Equal("""{"status":"ready"}""", (await server.GetAsync("/health/ready")).Text);
    }

    [Theory]
    [InlineData(31, 4, 3, false)]
    [InlineData(30, 4, 3, true)]
    [InlineData(31, 4, 4, true)]
    [InlineData(31, 0, 0, true)]
    public async Task It_is_not_ready_while_tasks_starve_and_slots_are_free(int seconds, int slots, int running, bool ready)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Health = _ => Task.FromResult(new HealthAnswer(TimeSpan.FromSeconds(seconds), slots, running, true, true, null));

        Answer answer = await server.GetAsync("/health/ready");

        if (ready)
        {
            Assert.Equal(200, (int)answer.Status);
        }
        else
        {
            answer.IsProblem(503, null);
            Assert.Contains("31 s while 1 of 4 slots are free", answer.String("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(3, 1, "1 of 3")]
    [InlineData(3, 5, "3 of 3")]
    [InlineData(7, 5, "1 of 3")]
    public async Task A_run_that_waits_for_a_task_takes_no_slot_from_those_that_starve(int running, int waiting, string free)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Runs.Add(new FakeRuns(Waiting: waiting));
        server.Store.Health = _ => Task.FromResult(new HealthAnswer(TimeSpan.FromSeconds(31), 3, running, true, true, null));

        Answer answer = (await server.GetAsync("/health/ready")).IsProblem(503, null);

        Assert.Contains($"while {free} slots are free", answer.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_check_that_fails_is_named_on_a_line_of_its_own()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Health = _ => Task.FromResult(
            new HealthAnswer(TimeSpan.FromSeconds(31), 4, 3, SchemaIsCurrent: false, AcceptsWrites: false, null));

        Answer answer = (await server.GetAsync("/health/ready")).IsProblem(503, null);

        string[] lines = answer.String("detail")!.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("schema", lines[0], StringComparison.Ordinal);
        Assert.Contains("does not accept writes", lines[1], StringComparison.Ordinal);
        Assert.Contains("starving", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true, "schema")]
    [InlineData(true, false, "does not accept writes")]
    public async Task A_check_that_holds_is_not_named(bool schema, bool writes, string named)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Health = _ => Task.FromResult(new HealthAnswer(null, 0, 0, schema, writes, null));

        Answer answer = (await server.GetAsync("/health/ready")).IsProblem(503, null);

        Assert.Contains(named, answer.String("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n", answer.String("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public async Task A_lag_of_the_janitors_has_a_line_and_the_server_is_ready_all_the_same(int seconds, bool isNamed)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Health = _ => Task.FromResult(new HealthAnswer(null, 0, 0, true, true, TimeSpan.FromSeconds(seconds)));

        Answer answer = await server.GetAsync("/health/ready");

        Assert.Equal((200, "ready"), ((int)answer.Status, answer.String("status")));
        Assert.Equal(isNamed, answer.Json.TryGetProperty("lines", out JsonElement lines));
        if (isNamed)
        {
            Assert.Contains("expired 121 s ago", Assert.Single(lines.EnumerateArray()).GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_a_check_fails_the_lag_is_on_a_line_after_it()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Health = _ => Task.FromResult(new HealthAnswer(null, 0, 0, true, false, TimeSpan.FromHours(1)));

        string[] lines = (await server.GetAsync("/health/ready")).IsProblem(503, null).String("detail")!.Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.Contains("does not accept writes", lines[0], StringComparison.Ordinal);
        Assert.Contains("expired 3600 s ago", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_alive_but_not_ready_while_the_store_is_down()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Health = _ => throw new StoreUnavailableException("no such file: /secret/errand.db");

        Answer answer = (await server.GetAsync("/health/ready")).IsProblem(503, "store-unavailable");

        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await server.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task It_is_not_ready_when_the_store_does_not_answer_soon()
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await WebServer.StartAsync(time: time);
        var asked = new TaskCompletionSource();
        server.Store.Health = async cancellationToken =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        };

        Task<Answer> waiting = server.GetAsync("/health/ready");
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(5));

        (await waiting).IsProblem(503, "store-unavailable");
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public async Task It_is_not_ready_while_finished_runs_are_not_being_recorded(int seconds, bool ready)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Runs.Add(new FakeRuns(TimeSpan.FromSeconds(1)));
        server.Runs.Add(new FakeRuns(TimeSpan.FromSeconds(seconds)));

        Answer answer = await server.GetAsync("/health/ready");

        Assert.Equal(ready ? 200 : 503, (int)answer.Status);
        Assert.Equal(!ready, answer.Text.Contains(
            "Finished runs are not being recorded: the oldest outcome in this process has waited 16 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_not_ready_once_it_stops()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Waiters.Stop();

        (await server.GetAsync("/health/ready")).IsProblem(503, null);
    }
}
