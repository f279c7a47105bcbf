using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>What every outage of PostgreSQL is held to.</summary>
public abstract class OutageTest : SystemTest
{
    /// <summary>Longer than a lease: whoever counts the time without a database against the handlers declares live ones dead.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(18);

    /// <summary>Promised are 5 s after the return; the rest is for a machine that does other things, too.</summary>
    private static readonly TimeSpan ResumeLimit = TimeSpan.FromSeconds(30);

    private readonly List<long> _accepted = [];

    /// <summary>No process dies, refusals say so, nothing accepted is lost, work resumes, and no live handler is taken for dead, in one
    /// outage after the other.</summary>
    private protected async Task SurviveAsync(PostgresTestedStore store, params Outage[] outages)
    {
        ServerProcess[] servers = await Task.WhenAll(new[] { "web", "handler", "janitor" }.Select(role =>
            StartAsync(role, ("DATABASE_URL", store.Url), ("HANDLER_CONCURRENCY", "8"), ("SHUTDOWN_GRACE", "5"))));
        TaskClient client = ClientOf(servers[0]);
        foreach (Outage outage in outages)
        {
            await SurviveAsync(store, client, outage);
            Assert.All(servers, server => Assert.False(server.HasExited, $"After {outage.Name}:\n{server.Output.Text}"));
            Assert.All(servers, server => Assert.DoesNotContain("declared dead", server.Output.Text, StringComparison.Ordinal));
        }

        await JudgeAsync(store, servers);
    }

    private async Task SurviveAsync(PostgresTestedStore store, TaskClient client, Outage outage)
    {
        SeenTask across = await client.SubmitAsync("slow-once", new { ms = 25_000 });
        await client.RunningAsync(across.Id);
        await AcceptAsync(client, $"before {outage.Name}");

        await outage.Begin(store);
        await RefuseAsync(client, outage);
        await outage.End(store);
        TimeSpan resumed = await ResumeAsync(client);

        Report($"{outage.Name}: from the database's return to a task that was submitted and done, {resumed.TotalSeconds:0.0} s");
        Assert.True(resumed < ResumeLimit, $"It took {resumed}.");
        SeenTask done = await client.DoneAsync(across.Id, TimeSpan.FromSeconds(90));
        Assert.Equal(("succeeded", "1"), (done.Outcome, done.ResultText));
        foreach (long id in _accepted)
        {
            Assert.Equal("succeeded", (await client.DoneAsync(id)).Outcome);
        }
    }

    private async Task JudgeAsync(PostgresTestedStore store, ServerProcess[] servers)
    {
        await Signal.SendAsync(Signal.Terminate, [.. servers.Select(server => server.Pid)]);
        Assert.All(await Task.WhenAll(servers.Select(server => server.ExitAsync())), code => Assert.Equal(0, code));
        Assert.Empty(await store.MisplacedAsync());
        Assert.Empty(await store.ComplaintsAsync());
        // Sent once each, without a key: stored at most once, and each that was accepted stands there.
        IReadOnlyList<StoredTask> tasks = await store.TasksAsync();
        Assert.Equal(tasks.Count, tasks.DistinctBy(task => task.Key).Count());
        Assert.Empty(_accepted.Except(tasks.Select(task => task.Id)));
    }

    /// <summary>Asks until it was refused, and until the outage was long. A submit that waits for an answer from nowhere is in doubt, and
    /// is told so.</summary>
    private async Task RefuseAsync(TaskClient client, Outage outage)
    {
        long start = Stopwatch.GetTimestamp();
        var refusals = new List<int>();
        while (refusals.Count == 0 || Stopwatch.GetElapsedTime(start) < AtLeast)
        {
            using HttpResponseMessage answer = await SubmitAsync(client);
            if (!await TryAcceptAsync(answer))
            {
                refusals.Add((int)answer.StatusCode);
                Assert.True(IsRefusal(answer, outage), $"{answer}\n{await answer.Content.ReadAsStringAsync()}");
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "Nothing was refused though the database was away.");
        }

        Report($"{outage.Name}: submits refused: {string.Join(", ", refusals.CountBy(status => status).Select(pair => $"{pair.Value} by {pair.Key}"))}");
    }

    private static bool IsRefusal(HttpResponseMessage answer, Outage outage) => answer.StatusCode switch
    {
        HttpStatusCode.ServiceUnavailable => answer.Headers.RetryAfter is not null,
        HttpStatusCode.GatewayTimeout => true,
        var other => other == outage.Refusal,
    };

    private async Task<TimeSpan> ResumeAsync(TaskClient client)
    {
        long start = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(
            "a task submitted and done", () => TrySubmitAndWaitAsync(client), isDone => isDone, TimeSpan.FromMinutes(2));
        return Stopwatch.GetElapsedTime(start);
    }

    private async Task<bool> TrySubmitAndWaitAsync(TaskClient client)
    {
        using HttpResponseMessage answer = await SubmitAsync(client, "wait=10");
        return await TryAcceptAsync(answer) && (await client.ViewAsync(_accepted[^1])).IsDone;
    }

    private async Task AcceptAsync(TaskClient client, string when)
    {
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage answer = await SubmitAsync(client);
            Assert.True(await TryAcceptAsync(answer), $"{when}: {answer}");
        }
    }

    private async Task<bool> TryAcceptAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            return false;
        }

        _accepted.Add((await answer.Content.ReadFromJsonAsync<SeenTask>())!.Id);
        return true;
    }

    /// <summary>Large enough to need space.</summary>
    private static Task<HttpResponseMessage> SubmitAsync(TaskClient client, string options = "") =>
        client.Http.PostAsJsonAsync($"/v1/types/echo/tasks?{options}", new { text = $"{Guid.NewGuid():N}{new string('x', 20_000)}" });
}
