using System.Globalization;
using System.Net;
using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Lists of tasks, and searches in them.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_list_has_the_newest_tasks_first()
    {
        string tag = NewTag();
        long[] ids = [.. await SubmitTaggedAsync(tag, 5)];
        Answer list = await server.OtherProcess.GetAsync($"/v1/tasks?tag={tag}");

        Assert.Equal((200, "application/json", "no-store"), ((int)list.Status, list.ContentType, list.Header("Cache-Control")));
        Assert.Equal(ids.OrderDescending(), Ids(list));
        Assert.Equal(["items", "searchedTo"], list.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Null, KindOf(list, "searchedTo"));
        Assert.Null(list.Header("Link"));
        Answer newest = await Client.GetAsync($"/v1/tasks/{ids[^1]}");
        Assert.Equal(newest.Json.GetRawText(), list.Json.GetProperty("items")[0].GetRawText());
        Assert.Contains(ids[^1], Ids(await Client.GetAsync("/v1/tasks?limit=200")));
        Assert.InRange(Ids(await Client.GetAsync("/v1/tasks")).Count(), 5, 50);
    }

    [Fact]
    public async Task A_walk_by_cursor_finds_each_task_once()
    {
        string tag = NewTag();
        long[] ids = [.. await SubmitTaggedAsync(tag, 7)];
        var seen = new List<long>();
        string path = $"/v1/tasks?tag={tag}&limit=3";
        for (int page = 1; path != ""; page++)
        {
            // Any process goes on where another one stopped.
            Answer list = await (page % 2 == 0 ? Client : server.OtherProcess).GetAsync(path);
            seen.AddRange(Ids(list));
            if (page == 1)
            {
                await SubmitTaggedAsync(tag, 2);
                await Client.PostAsync($"/v1/tasks/{ids[0]}/cancel", null);
            }

            path = "";
            if (list.Json.TryGetProperty("next", out JsonElement next))
            {
                path = $"/v1/tasks?tag={tag}&limit=3&cursor={next.GetString()}";
                Assert.Equal($"<{path}>; rel=\"next\"", list.Header("Link"));
            }
        }

        Assert.Equal(ids.OrderDescending(), seen);
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_belongs_to_other_filters_is_refused()
    {
        string tag = NewTag();
        await SubmitTaggedAsync(tag, 2);
        string next = (await Client.GetAsync($"/v1/tasks?tag={tag}&limit=1")).String("next")!;
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync($"/v1/tasks?q=tag:{tag}&limit=2&cursor={next}&fields=id&count=true")).Status);
        foreach (string query in new[] { $"cursor={next}", $"tag={tag}&type=add&cursor={next}", $"tag={tag}&cursor={next[1..]}", $"tag={tag}&cursor=" })
        {
            (await Client.GetAsync($"/v1/tasks?{query}")).IsProblem(400, "malformed-request");
        }
    }

    [Fact]
    public async Task Names_of_arguments_count_as_they_are_written()
    {
        string tag = NewTag();
        long id = (await Client.SubmitAsync("echo", """{"n":1,"N":2}""", $"?tag={tag}&queue=unserved")).Id;
        await Client.SubmitAsync("echo", """{"n":1,"N":2}""", $"?tag={tag}&queue=unserved");

        Answer page = await Client.GetAsync($"/v1/tasks?tag={tag}&args.n=1&args.N=2&limit=1");
        string link = page.Header("Link")!;

        Assert.Equal([id], Ids(await Client.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)])));
        Assert.Empty(Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&args.n=2")));
    }

    [Fact]
    public async Task Filters_are_joined_by_and_and_their_values_by_or()
    {
        string tag = NewTag();
        long waiting = (await SubmitUnservedAsync($"&tag={tag}&tag=odd&priority=7")).Id;
        long scheduled = (await SubmitUnservedAsync($"&tag={tag}&delay=3600")).Id;
        long echo = (await Client.SubmitAsync("echo", """{"r0":[1,2,3.5],"name":"Ada, the 1st","n":"1"}""", $"?tag={tag}")).Id;
        await Client.DoneAsync(echo);
        long failed = (await Client.SubmitAsync("permanent", "{}", $"?tag={tag}&queue=served")).Id;
        await Client.DoneAsync(failed);
        long cancelled = (await SubmitUnservedAsync($"&tag={tag}")).Id;
        await Client.PostAsync($"/v1/tasks/{cancelled}/cancel", null);
        Gate gate = server.NewGate();
        long running = await StartAsync(gate, $"?tag={tag}");
        string handler = (await Client.GetAsync($"/v1/tasks/{running}")).String("handler")!;

        await HasAsync("", waiting, scheduled, echo, failed, cancelled, running);
        await HasAsync("type=echo", echo);
        await HasAsync("type=echo,permanent", echo, failed);
        await HasAsync("type=echo&type=permanent", echo, failed);
        await HasAsync("status=waiting", waiting, scheduled);
        await HasAsync("status=waiting,running", waiting, scheduled, running);
        await HasAsync("status=running", running);
        await HasAsync("status=done", echo, failed, cancelled);
        await HasAsync("outcome=failed", failed);
        await HasAsync("outcome=cancelled", cancelled);
        await HasAsync("outcome=cancelled,failed", cancelled, failed);
        await HasAsync("status=waiting&outcome=failed");
        await HasAsync("reason=scheduled", scheduled);
        await HasAsync("reason=ready", waiting);
        await HasAsync("queue=served", failed);
        await HasAsync($"handler={handler}&status=running", running);
        await HasAsync("createdAfter=1h", waiting, scheduled, echo, failed, cancelled, running);
        await HasAsync("createdBefore=1h");
        await HasAsync("createdAfter=2999-01-01T00:00:00Z");
        await HasAsync($"createdAfter={Instant(await Client.GetAsync($"/v1/tasks/{failed}"), "createdAt").AddMilliseconds(-1).UtcDateTime:O}&status=done", failed, cancelled);
        await HasAsync("args.x=1", waiting, scheduled, cancelled);
        await HasAsync("args.x=%221%22");
        await HasAsync("args.n=1", echo);
        await HasAsync("args.r0/2=3.50", echo);
        await HasAsync("args.r0/2=3.50&args.n=2");
        await HasAsync("args.name=%22Ada,%20the%201st%22", echo);
        await HasAsync("args.name=Berta,%22Ada,%20the%201st%22", echo);
        await HasAsync("q=-status:done+-reason:scheduled", waiting, running);
        await HasAsync("q=priority:>5", waiting);
        await HasAsync("q=error:USE", failed);
        await HasAsync($"q=id:{waiting}..{failed}+-type:echo", waiting, scheduled, failed);
        await HasAsync($"q={echo}", echo);
        await HasAsync("q=perm", failed);
        await HasAsync("q=od", waiting);
        await HasAsync("q=attempt:0+status:waiting&args.y=2", waiting, scheduled);
        await HasAsync("q=finished:<1h", echo, failed, cancelled);
        gate.Open();
        await Client.DoneAsync(running);
        await HasAsync("status=running");

        async Task HasAsync(string query, params long[] ids) =>
            Assert.Equal(ids.OrderDescending(), Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&{query}".TrimEnd('&'))));
    }

    [Fact]
    public async Task Large_arguments_and_results_are_left_out_of_a_list()
    {
        string tag = NewTag();
        string text = new('x', 1100);
        long id = (await Client.SubmitAsync("echo", $$"""{"text":"{{text}}"}""", $"?tag={tag}")).Id;
        await Client.DoneAsync(id);
        JsonElement item = (await Client.GetAsync($"/v1/tasks?tag={tag}")).Json.GetProperty("items")[0];

        Assert.False(item.TryGetProperty("args", out _));
        Assert.False(item.TryGetProperty("result", out _));
        Assert.Equal((1111, 1111), (item.GetProperty("argsBytes").GetInt32(), item.GetProperty("resultBytes").GetInt32()));
        Assert.Equal($"/v1/tasks/{id}/result", item.GetProperty("resultUrl").GetString());
    }

    [Theory]
    [InlineData("id", "id")]
    [InlineData("status,id", "id status")]
    [InlineData("createdAt,tags,links,args,result,error,progress", "args result error progress tags createdAt links")]
    [InlineData("id&fields=type", "id type")]
    public async Task Only_the_fields_that_are_asked_for_are_answered(string fields, string members)
    {
        string tag = NewTag();
        await SubmitTaggedAsync(tag, 1);
        JsonElement item = (await Client.GetAsync($"/v1/tasks?tag={tag}&fields={fields}")).Json.GetProperty("items")[0];
        Assert.Equal(members.Split(' '), item.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_list_is_counted_if_that_is_asked_for()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 3);
        // Only from here on: among all tasks of all tests, a count may take longer than it is given.
        string mine = string.Create(CultureInfo.InvariantCulture, $"id:>{ids[0] - 1}");
        foreach (string query in new[] { $"tag={tag}&q={mine}&limit=1", $"q=tag:{tag}+{mine}&limit=2" })
        {
            Assert.Equal(
                """{"value":3,"exact":true}""",
                (await Client.GetAsync($"/v1/tasks?{query}&count=true")).Json.GetProperty("count").GetRawText());
        }

        Assert.False((await Client.GetAsync($"/v1/tasks?tag={tag}&q={mine}&count=false")).Json.TryGetProperty("count", out _));
        Assert.Equal(
            """{"items":[],"searchedTo":null,"count":{"value":0,"exact":true}}""",
            (await Client.GetAsync($"/v1/tasks?tag={NewTag()}&q={mine}&count=true")).Text);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=x")]
    [InlineData("limit=1&limit=2")]
    [InlineData("status=ready")]
    [InlineData("status=")]
    [InlineData("status=waiting,")]
    [InlineData("outcome=ok")]
    [InlineData("reason=tired")]
    [InlineData("type=")]
    [InlineData("createdAfter=yesterday")]
    [InlineData("createdAfter=6")]
    [InlineData("createdBefore=2026-11-29T07:00:00")]
    [InlineData("createdBefore=1h&createdBefore=2h")]
    [InlineData("args.x=%22a")]
    [InlineData("args.=1")]
    [InlineData("args=1")]
    [InlineData("fields=id,nope")]
    [InlineData("fields=")]
    [InlineData("count=1")]
    [InlineData("state=done")]
    [InlineData("Status=done")]
    public async Task A_list_that_is_asked_for_wrongly_is_refused(string query) =>
        (await Client.GetAsync($"/v1/tasks?{query}")).IsProblem(400, "malformed-request");

    [Fact]
    public async Task A_search_that_cannot_be_read_says_where()
    {
        Answer answer = await Client.GetAsync("/v1/tasks?q=type:add+colour:red+id:x");
        answer.IsProblem(422, "invalid-search");
        Assert.Equal(
            ["#/q search 9 10", "#/q search 20 4"],
            answer.Json.GetProperty("errors").EnumerateArray().Select(error =>
                $"{error.GetProperty("pointer")} {error.GetProperty("code")} {error.GetProperty("offset")} {error.GetProperty("length")}"));
    }

    [Fact]
    public async Task Tasks_that_expire_leave_the_list()
    {
        string tag = NewTag();
        long id = (await SubmitUnservedAsync($"&tag={tag}&ttl=1")).Id;
        await Client.GetAsync($"/v1/tasks/{id}?wait=60"); // Until it has expired.
        Assert.Empty(Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&status=waiting")));
    }

    [Fact]
    public async Task A_list_of_tasks_that_move_shows_each_as_the_filter_has_it()
    {
        string tag = NewTag();
        Task<long[]> submits = Task.Run(async () =>
        {
            var ids = new List<long>();
            for (int i = 0; i < 100; i++)
            {
                ids.Add((await Client.SubmitAsync("add", Add, $"?tag={tag}")).Id);
            }

            return ids.ToArray();
        });
        do
        {
            foreach (string status in new[] { "waiting", "running", "done" })
            {
                Answer list = await Client.GetAsync($"/v1/tasks?tag={tag}&status={status}&limit=200");
                Assert.All(
                    list.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal(status, item.GetProperty("status").GetString()));
            }
        }
        while (!submits.IsCompleted);
        long[] ids = await submits;
        foreach (long id in ids)
        {
            await Client.DoneAsync(id);
        }

        Assert.Equal(ids.OrderDescending(), Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&status=done&limit=200")));
    }

    private static string NewTag() => $"tag-{Guid.NewGuid():N}";

    private static IEnumerable<long> Ids(Answer list) =>
        list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64());

    private async Task<IReadOnlyList<long>> SubmitTaggedAsync(string tag, int count)
    {
        string lines = string.Concat(Enumerable.Repeat(
            $$"""{"type":"add","args":{{Add}},"queue":"{{ContractServer.UnservedQueue}}","tags":["{{tag}}"]}""" + "\n", count));
        Answer answer = await Client.SendAsync("POST", "/v1/tasks/batch", WebServer.Content(lines, "application/x-ndjson"));
        return [.. answer.Json.GetProperty("ids").EnumerateArray().Select(id => id.GetInt64())];
    }
}
