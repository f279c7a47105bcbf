using System.Globalization;
using System.Text.Json;
using Errand.Tests.Events;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What happens to a task, as it happens.</summary>
public abstract partial class HttpContract
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_task_is_followed_from_its_wait_to_its_end(bool isElsewhere)
    {
        string queue = $"followed-{isElsewhere}".ToLowerInvariant();
        Gate gate = server.NewGate();
        long id = (await Client.SubmitAsync("hold", gate.Args, $"?queue={queue}")).Id;
        await using EventReader events = await (isElsewhere ? server.OtherProcess : Client).FollowAsync(id);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", events.Response.Headers.CacheControl?.ToString());

        JsonElement waiting = await events.NextAsync("status");
        Assert.Equal(("waiting", "ready"), (waiting.GetProperty("status").GetString(), waiting.GetProperty("reason").GetString()));
        Assert.Equal(TimeSpan.FromSeconds(2), events.ReconnectionInterval);
        Answer view = await Client.GetAsync($"/v1/tasks/{id}");
        Assert.Equal(
            view.Json.EnumerateObject().Select(member => member.Name).Except(["args", "result"]),
            waiting.EnumerateObject().Select(member => member.Name));

        await server.StartHandlerAsync(queue);
        JsonElement running = await events.NextAsync("status");
        Assert.Equal(("running", 1), (running.GetProperty("status").GetString(), running.GetProperty("attempt").GetInt32()));
        Assert.Equal("""{"attempt":1,"value":0.25,"message":"a quarter"}""", (await events.NextAsync("progress")).GetRawText());

        gate.Open();
        Assert.Equal("done", (await events.NextAsync("status")).GetProperty("status").GetString());
        (string Name, JsonElement Data) end = Assert.Single(await events.RestAsync());
        Assert.Equal("end", end.Name);
        Assert.Equal((await Client.GetAsync($"/v1/tasks/{id}")).Text, end.Data.GetRawText());
        Assert.Equal("through", end.Data.GetProperty("result").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_change_of_status_and_reason_is_told(bool isElsewhere)
    {
        string queue = $"reasons-{isElsewhere}".ToLowerInvariant();
        Gate gate = server.NewGate();
        long id = (await Client.SubmitAsync("stubborn", gate.Args, $"?queue={queue}&delay=1")).Id;
        await using EventReader events = await (isElsewhere ? server.OtherProcess : Client).FollowAsync(id);

        Assert.Equal("waiting scheduled 0", await NextAsync());
        Assert.Equal("waiting ready 0", await NextAsync());
        await Client.PostAsync($"/v1/queues/{queue}/pause", null);
        Assert.Equal("waiting paused 0", await NextAsync());
        await Client.PostAsync($"/v1/queues/{queue}/resume", null);
        Assert.Equal("waiting ready 0", await NextAsync());
        await server.StartHandlerAsync(queue);
        Assert.Equal("running  1", await NextAsync());

        await events.NextAsync("progress");
        await using (EventReader again = await server.OtherProcess.FollowAsync(id, events.LastEventId))
        {
            Assert.Equal("running", (await again.NextAsync("status")).GetProperty("status").GetString());
            Assert.Equal(0.25, (await again.NextAsync("progress")).GetProperty("value").GetDouble());
        }

        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        Assert.Equal("running cancelling 1", await NextAsync());
        gate.Open();
        Assert.Equal("done  1", await NextAsync());
        Assert.Equal("succeeded", (await events.NextAsync("end")).GetProperty("outcome").GetString());

        async Task<string> NextAsync()
        {
            JsonElement task = await events.NextAsync("status");
            return $"{task.GetProperty("status").GetString()} {task.GetProperty("reason").GetString()} {task.GetProperty("attempt").GetInt32()}";
        }
    }

    [Fact]
    public async Task Every_event_has_an_id_and_nothing_else_than_its_data()
    {
        long id = await TalkAsync(2);
        Answer stream = await Client.GetAsync($"/v1/tasks/{id}/events");
        string[] blocks = stream.Text.Split("\n\n");

        Assert.Equal(("retry: 2000", ""), (blocks[0], blocks[^1]));
        Assert.Equal(6, blocks[1..^1].Length);
        Assert.All(blocks[1..^1], block => Assert.Matches("^event: (status|log|end)\nid: 1\\.[0-2]\\.[0-2]\ndata: [{].*[}]$", block));
    }

    [Fact]
    public async Task A_done_task_is_followed_through_its_whole_log()
    {
        long id = await TalkAsync(3);
        await using EventReader events = await server.OtherProcess.FollowAsync(id);
        List<(string Name, JsonElement Data)> all = await events.RestAsync();

        Assert.Equal(["status", "log", "log", "log", "log", "log", "log", "end"], all.Select(e => e.Name));
        Assert.Equal(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"], all.Where(e => e.Name == "log").Select(e => PlaceOf(e.Data)));
        JsonElement line = (await Client.GetAsync($"/v1/tasks/{id}/logs")).Json.GetProperty("items")[1];
        Assert.Equal(line.GetRawText(), all[2].Data.GetRawText());
        Assert.Equal("1.2.3", events.LastEventId);
    }

    [Theory]
    [InlineData("1.0.0", "1.1 1.2 2.1 2.2")]
    [InlineData("1.1.1", "1.2 2.1 2.2")]
    [InlineData("1.1.7", "2.1 2.2")]
    [InlineData("1.2.2", "")]
    public async Task A_stream_goes_on_where_it_was_cut(string lastEventId, string places)
    {
        long id = await TalkAsync(2);
        await using EventReader events = await server.OtherProcess.FollowAsync(id, lastEventId);
        List<(string Name, JsonElement Data)> all = await events.RestAsync();

        Assert.Equal(("status", "end"), (all[0].Name, all[^1].Name));
        Assert.Equal(places, string.Join(' ', all[1..^1].Select(e => PlaceOf(e.Data))));
    }

    [Fact]
    public async Task Streams_that_are_cut_a_thousand_times_miss_no_line_and_double_none()
    {
        const int Lines = 1000;
        var random = new Random(19);
        for (int cuts = 0; cuts < 1000;)
        {
            long id = (await Client.SubmitAsync("talk", $$"""{"lines":{{Lines}}}""")).Id;
            (List<string> seen, int more) = await FollowInPiecesAsync(id, random);
            cuts += more;

            // Under load a run may be handed back before it begins. Those that ended have logged all their lines.
            JsonElement attempts = (await Client.GetAsync($"/v1/tasks/{id}/attempts")).Json.GetProperty("items");
            int[] ended =
            [
                .. attempts.EnumerateArray().Where(attempt => attempt.GetProperty("end").GetString() is "retried" or "succeeded")
                    .Select(attempt => attempt.GetProperty("attempt").GetInt32()),
            ];
            Assert.Equal(
                ended.SelectMany(attempt => Enumerable.Range(1, Lines), (attempt, line) => string.Create(
                    CultureInfo.InvariantCulture, $"{attempt}.{line}")),
                seen);
        }
    }

    /// <summary>Follows a task to its end by both processes in turns, a few events at a time.</summary>
    private async Task<(List<string> Lines, int Cuts)> FollowInPiecesAsync(long id, Random random)
    {
        List<string> lines = [];
        string? last = null;
        for (int cuts = 0; ; cuts++)
        {
            await using EventReader events = await (cuts % 2 == 0 ? Client : server.OtherProcess).FollowAsync(id, last);
            for (int left = random.Next(1, 5); left > 0; left--)
            {
                (string name, JsonElement data) = (await events.NextAsync())!.Value;
                last = events.LastEventId;
                if (name == "end")
                {
                    return (lines, cuts);
                }

                if (name == "log")
                {
                    lines.Add(PlaceOf(data));
                }
            }
        }
    }

    [Fact]
    public async Task A_task_that_expires_while_it_is_followed_is_gone()
    {
        long id = (await SubmitUnservedAsync("&ttl=1")).Id;
        await using EventReader events = await Client.FollowAsync(id);
        await events.NextAsync("status");
        (string Name, JsonElement Data) end = Assert.Single(await events.RestAsync());

        Assert.Equal(("end", $$"""{"id":{{id}},"gone":true}"""), (end.Name, end.Data.GetRawText()));
    }

    [Fact]
    public async Task A_cancel_by_another_process_is_followed()
    {
        long id = (await SubmitUnservedAsync()).Id;
        await using EventReader events = await server.OtherProcess.FollowAsync(id);
        await events.NextAsync("status");
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);

        Assert.Equal("cancelled", (await events.NextAsync("end")).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task The_result_of_the_end_is_inline_like_that_of_the_task()
    {
        long id = (await Client.SubmitAsync("text", """{"length":100000}""")).Id;
        await using EventReader events = await Client.FollowAsync(id);
        JsonElement end = await events.NextAsync("end");

        Assert.Equal((await Client.GetAsync($"/v1/tasks/{id}")).Text, end.GetRawText());
        Assert.Equal(200_002, end.GetProperty("resultBytes").GetInt64());
    }

    [Fact]
    public async Task A_stream_that_cannot_be_is_refused()
    {
        long id = (await SubmitUnservedAsync()).Id;
        string path = $"/v1/tasks/{id}/events";
        (await Client.GetAsync("/v1/tasks/999999999/events")).IsProblem(404, "unknown-task");
        foreach (string place in new[] { "x", "1", "1.2", "2.1.1", "1.2.3.4", "1.-1.2", "1.99999999999.1" })
        {
            (await Client.GetAsync(path, ("Last-Event-ID", place))).IsProblem(400, "malformed-request");
        }

        (await Client.GetAsync(path, ("Accept", "application/json"))).IsProblem(406, null);
        (await Client.GetAsync($"{path}?after=1")).IsProblem(400, "malformed-request");
        Answer head = await Client.SendAsync("HEAD", path, null);
        Assert.Equal((200, "text/event-stream", 0), ((int)head.Status, head.ContentType, head.Bytes.Length));
    }

    private static string PlaceOf(JsonElement line) => string.Create(
        CultureInfo.InvariantCulture, $"{line.GetProperty("attempt").GetInt32()}.{line.GetProperty("line").GetInt32()}");
}
