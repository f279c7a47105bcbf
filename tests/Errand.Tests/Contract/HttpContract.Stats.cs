using System.Text.Json;
using Errand.Tests.Events;
using Errand.Tests.Hosting;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Numbers, now and over time.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task Stats_have_the_members_that_are_documented()
    {
        long id = (await SubmitUnservedAsync()).Id;
        await SubmitUnservedAsync("&delay=600");
        long retry = (await server.OtherProcess.SubmitAsync("elsewhere")).Id;
        await Client.UntilAsync(retry, task => task.String("reason") == "retry");
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);

        Answer stats = await server.OtherProcess.GetAsync("/v1/stats");
        gate.Open();
        await Client.DoneAsync(running);
        await Client.PostAsync($"/v1/tasks/{retry}/cancel", null);

        Assert.Equal((200, "application/json", "no-store"), ((int)stats.Status, stats.ContentType, stats.Header("Cache-Control")));
        Assert.Equal(
            ["at", "waiting", "running", "slots", "handlers", "janitors", "oldestReadyAt", "stored", "finished", "wait", "run", "types"],
            NamesOf(stats.Json));
        Assert.Equal(["ready", "scheduled", "retry", "exact"], NamesOf(stats.Json.GetProperty("waiting")));
        Assert.Equal(["value", "exact"], NamesOf(stats.Json.GetProperty("stored")));
        Assert.Equal(["minute", "hour", "day"], NamesOf(stats.Json.GetProperty("finished")));
        Assert.All(stats.Json.GetProperty("finished").EnumerateObject(), span => Assert.Equal(["succeeded", "failed", "cancelled"], NamesOf(span.Value)));
        Assert.Equal(["p50", "p95"], NamesOf(stats.Json.GetProperty("wait")));
        Assert.Equal(["p50", "p95"], NamesOf(stats.Json.GetProperty("run")));
        Assert.All(
            stats.Json.GetProperty("types").EnumerateArray(),
            type => Assert.Equal(["name", "waiting", "running", "succeeded", "failed", "cancelled", "runP50", "runP95"], NamesOf(type)));

        Assert.True(Instant(stats, "oldestReadyAt") <= Instant(await Client.GetAsync($"/v1/tasks/{id}"), "createdAt"));
        Assert.InRange(Number(stats, "waiting", "ready"), 1, 10_000);
        Assert.InRange(Number(stats, "waiting", "scheduled"), 1, 10_000);
        Assert.InRange(Number(stats, "waiting", "retry"), 1, 10_000);
        Assert.InRange(Number(stats, "stored", "value"), 3, 100_000);
        Assert.InRange(stats.Json.GetProperty("running").GetInt32(), 1, 1000);
        Assert.InRange(stats.Json.GetProperty("slots").GetInt32(), 8, 1000);
        Assert.InRange(stats.Json.GetProperty("janitors").GetInt32(), 1, 10);
        string?[] names = [.. stats.Json.GetProperty("types").EnumerateArray().Select(type => type.GetProperty("name").GetString())];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains("elsewhere", names);
        Assert.InRange(TypeOf(stats, "add").GetProperty("waiting").GetInt32(), 1, 20_000);
        Assert.InRange(TypeOf(stats, "hold").GetProperty("running").GetInt32(), 1, 1000);
    }

    [Fact]
    public async Task What_is_submitted_and_ends_in_any_process_is_counted_once()
    {
        const string Query = "?queue=counted";
        await using ErrandApp handler = await server.StartHandlerAsync("counted");
        foreach (string key in new[] { "once", "once", "twice" })
        {
            await Client.DoneAsync((await Client.SubmitAsync("add", Add, Query, ("Idempotency-Key", $"counted-{key}"))).Id);
        }

        await Client.DoneAsync((await server.OtherProcess.PostAsync("/v1/tasks/batch", """[{"type":"add","args":{"x":1,"y":2},"queue":"counted"}]"""))
            .Json.GetProperty("ids")[0].GetInt64());
        await Client.DoneAsync((await Client.SubmitAsync("permanent", "{}", Query)).Id);
        // A retry of its own is no end.
        await Client.DoneAsync((await Client.SubmitAsync("fail", """{"times":1}""", Query)).Id);
        long[] cancelled =
        [
            (await Client.SubmitAsync("add", Add, $"{Query}&delay=600")).Id, (await Client.SubmitAsync("add", Add, $"{Query}&delay=600")).Id,
        ];
        await Client.PostAsync($"/v1/tasks/{cancelled[0]}/cancel", null);
        await server.OtherProcess.PostAsync("/v1/tasks/actions", $$"""{"action":"cancel","ids":[{{cancelled[0]}},{{cancelled[1]}}]}""");
        await Client.PostAsync($"/v1/tasks/{cancelled[0]}/retry", null);
        await Client.DoneAsync(cancelled[0]);

        Answer all = await UntilCountedAsync("/v1/stats/series?queue=counted", finished: 8);

        Assert.Equal(
            [("all", 7L, 8L), ("succeeded", null, 5), ("failed", null, 1), ("cancelled", null, 2)],
            all.Json.GetProperty("series").EnumerateArray().Select(SumsOf));
        Answer byType = await Client.GetAsync("/v1/stats/series?queue=counted&by=type&from=30m&step=10");
        Assert.Equal(
            [("add", 5L, 6L), ("fail", 1, 1), ("permanent", 1, 1)], byType.Json.GetProperty("series").EnumerateArray().Select(SumsOf));
        Answer byQueue = await Client.GetAsync("/v1/stats/series?by=queue&type=permanent&step=3600");
        Assert.Contains(("counted", 1L, 1L), byQueue.Json.GetProperty("series").EnumerateArray().Select(SumsOf));
        Assert.Contains(
            all.Json.GetProperty("series")[1].GetProperty("runP95").EnumerateArray(), value => value.ValueKind == JsonValueKind.Number);
        Answer stats = await UntilSeenAsync();
        Assert.InRange(TypeOf(stats, "permanent").GetProperty("failed").GetInt64(), 1, 100);
        foreach (string outcome in (string[])["succeeded", "failed", "cancelled"])
        {
            long[] spans =
            [
                .. stats.Json.GetProperty("finished").EnumerateObject().Select(span => span.Value.GetProperty(outcome).GetInt64()),
            ];
            Assert.Equal(spans.Order(), spans);
            Assert.True(spans[1] >= 1);
        }

        foreach (string times in (string[])["wait", "run"])
        {
            JsonElement quantiles = stats.Json.GetProperty(times);
            Assert.InRange(quantiles.GetProperty("p50").GetDouble(), 0, quantiles.GetProperty("p95").GetDouble());
        }
        Assert.Equal(JsonValueKind.Number, TypeOf(stats, "permanent").GetProperty("runP50").ValueKind);
    }

    [Fact]
    public async Task A_series_has_a_number_for_each_step_or_null_where_nothing_was_written_down()
    {
        await Client.DoneAsync((await Client.SubmitAsync("add", Add)).Id);
        await UntilCountedAsync("/v1/stats/series", finished: 1);

        Answer series = await Client.GetAsync("/v1/stats/series?from=5m");

        Assert.Equal(["from", "to", "step", "series", "depth"], NamesOf(series.Json));
        Assert.Equal("60", series.Raw("step"));
        (DateTimeOffset from, DateTimeOffset to) = (Instant(series, "from"), Instant(series, "to"));
        Assert.Equal((0, 0), (from.ToUnixTimeMilliseconds() % 60_000, to.ToUnixTimeMilliseconds() % 60_000));
        int steps = (int)((to - from) / TimeSpan.FromMinutes(1));
        Assert.InRange(steps, 5, 7);
        Assert.All(series.Json.GetProperty("series").EnumerateArray(), line =>
        {
            Assert.Equal(["key", "submitted", "finished", "runP50", "runP95", "waitP50", "waitP95"], NamesOf(line));
            Assert.All(line.EnumerateObject().Skip(1), numbers => Assert.Equal(steps, numbers.Value.GetArrayLength()));
        });
        // Nothing of this type ever, but what others did was written down.
        Answer nothing = await Client.GetAsync("/v1/stats/series?from=5m&type=none");
        Assert.Equal(
            FinishedOf(series).Select(number => number.ValueKind), FinishedOf(nothing).Select(number => number.ValueKind));
        Assert.All(FinishedOf(nothing), number => Assert.True(number.ValueKind == JsonValueKind.Null || number.GetInt64() == 0));
        Assert.Empty((await Client.GetAsync("/v1/stats/series?from=5m&type=none&by=type")).Json.GetProperty("series").EnumerateArray());
        Assert.Equal(60, FinishedOf(await Client.GetAsync("/v1/stats/series")).Length);
        Assert.Equal(60, FinishedOf(await Client.GetAsync("/v1/stats/series?step=3600")).Length);

        static JsonElement[] FinishedOf(Answer answer) =>
            [.. answer.Json.GetProperty("series")[0].GetProperty("finished").EnumerateArray()];
    }

    [Fact]
    public async Task The_depth_of_a_queue_is_seen_soon()
    {
        await SubmitUnservedAsync();
        long start = TimeProvider.System.GetTimestamp();
        JsonElement[] depth;
        do
        {
            Answer series = await server.OtherProcess.GetAsync($"/v1/stats/series?from=5m&queue={ContractServer.UnservedQueue}");
            depth = [.. series.Json.GetProperty("depth").EnumerateArray()];
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), series.Text);
        }
        while (depth.Length == 0);

        Assert.Equal(["key", "ready", "oldest"], NamesOf(Assert.Single(depth)));
        Assert.Equal(ContractServer.UnservedQueue, depth[0].GetProperty("key").GetString());
        Assert.Contains(depth[0].GetProperty("ready").EnumerateArray(), ready => ready.ValueKind == JsonValueKind.Number && ready.GetInt32() > 0);
        Assert.Contains(
            depth[0].GetProperty("oldest").EnumerateArray(), oldest => oldest.ValueKind == JsonValueKind.Number && oldest.GetDouble() > 0);
    }

    [Theory]
    [InlineData("step=7", 400, "step must be 10, 60 or 3600.")]
    [InlineData("step=", 400, "step must be 10, 60 or 3600.")]
    [InlineData("by=colour", 400, "by must be outcome, type or queue.")]
    [InlineData("from=yesterday", 400, "from and to must be an instant")]
    [InlineData("to=1", 400, "from and to must be an instant")]
    [InlineData("type=a%20b", 400, "type and queue must be 1 to 100")]
    [InlineData("queue=", 400, "type and queue must be 1 to 100")]
    [InlineData("colour=red", 400, "colour is not a query parameter of this route")]
    [InlineData("from=1m&to=2m", 422, "from must be before to")]
    [InlineData("from=2999-01-01T00:00:00Z", 422, "from must be before to")]
    [InlineData("step=10&from=2h", 422, "10 seconds are kept for an hour")]
    [InlineData("step=60&from=25h", 422, "60 seconds are kept for a day")]
    [InlineData("step=3600&from=91d", 422, "3,600 seconds are kept for 90 days")]
    [InlineData("step=60&to=0001-01-01T00:00:00Z", 422, "60 seconds are kept for a day")]
    [InlineData("step=60&from=23h", 422, "at most 1000 are answered")]
    [InlineData("step=3600&from=89d", 422, "at most 1000 are answered")]
    public async Task What_cannot_be_answered_is_refused_with_what_to_change(string query, int status, string detail)
    {
        Answer answer = await Client.GetAsync($"/v1/stats/series?{query}");

        answer.IsProblem(status, status == 400 ? "malformed-request" : "invalid-options");
        Assert.Contains(detail, answer.String("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step=10&from=1h", 361)]
    [InlineData("step=60&from=16h", 961)]
    [InlineData("step=60&from=24h&to=10h", 841)]
    [InlineData("step=3600&from=40d&to=2999-01-01T00:00:00Z", 961)]
    [InlineData("step=10&to=30m", 60)]
    public async Task Each_step_goes_back_for_as_long_as_its_numbers_are_kept(string query, int steps)
    {
        Answer answer = await Client.GetAsync($"/v1/stats/series?{query}");

        Assert.Equal(200, (int)answer.Status);
        Assert.InRange(answer.Json.GetProperty("series")[0].GetProperty("finished").GetArrayLength(), steps - 1, steps + 1);
    }

    /// <summary>The numbers, once they have one of each outcome.</summary>
    private async Task<Answer> UntilSeenAsync()
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Answer stats = await Client.GetAsync("/v1/stats");
            if (stats.Json.GetProperty("finished").GetProperty("hour").EnumerateObject().All(outcome => outcome.Value.GetInt64() > 0))
            {
                return stats;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), stats.Text);
            await Task.Delay(50, Waiting.Stop);
        }
    }

    /// <summary>The series, once it has this number of tasks that ended.</summary>
    private async Task<Answer> UntilCountedAsync(string path, long finished)
    {
        await using EventReader hints = await Client.WatchAsync("stats");
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Answer answer = await Client.GetAsync(path);
            if (SumsOf(answer.Json.GetProperty("series")[0]).Finished >= finished)
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), answer.Text);
            await hints.NextAsync("stats");
        }
    }

    private static (string? Key, long? Submitted, long Finished) SumsOf(JsonElement line) =>
        (line.GetProperty("key").GetString(), SumOf(line.GetProperty("submitted")), SumOf(line.GetProperty("finished")) ?? 0);

    /// <summary>Null if all are null.</summary>
    private static long? SumOf(JsonElement numbers) =>
        numbers.EnumerateArray().Where(number => number.ValueKind == JsonValueKind.Number).Select(number => number.GetInt64()).ToArray()
            is { Length: > 0 } some ? some.Sum() : null;

    private static JsonElement TypeOf(Answer stats, string name) => Assert.Single(
        stats.Json.GetProperty("types").EnumerateArray(), type => type.GetProperty("name").GetString() == name);

    private static long Number(Answer stats, string outer, string inner) => stats.Json.GetProperty(outer).GetProperty(inner).GetInt64();

    private static IEnumerable<string> NamesOf(JsonElement item) => item.EnumerateObject().Select(member => member.Name);
}
