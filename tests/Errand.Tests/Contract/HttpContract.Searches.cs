using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Every key and every form of a search, and what a page of a list is.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task Every_key_of_a_search_finds_its_tasks_and_with_a_minus_all_others()
    {
        string tag = NewTag();
        long waiting = (await SubmitUnservedAsync($"&tag={tag}&tag=lab.3&priority=-5")).Id;
        long scheduled = (await SubmitUnservedAsync($"&tag={tag}&delay=3600")).Id;
        long echo = (await Client.SubmitAsync(
            "echo", """{"x":1.5,"name":"Anna B","s":"1","on":true,"none":null,"r0":[1,[5,6]],"a/b":{"~":2}}""", $"?tag={tag}&queue=served&priority=7")).Id;
        await Client.DoneAsync(echo);
        long failed = (await Client.SubmitAsync("permanent", "{}", $"?tag={tag}&queue=served")).Id;
        await Client.DoneAsync(failed);
        long loud = (await Client.SubmitAsync("loud", """{"length":4}""", $"?tag={tag}&maxAttempts=1")).Id;
        await Client.DoneAsync(loud);
        long cancelled = (await SubmitUnservedAsync($"&tag={tag}")).Id;
        await Client.PostAsync($"/v1/tasks/{cancelled}/cancel", null);
        long[] all = [waiting, scheduled, echo, failed, loud, cancelled];
        JsonElement[] views = [.. (await Client.GetAsync($"/v1/tasks?tag={tag}")).Json.GetProperty("items").EnumerateArray()];
        string handler = OneOf(echo).GetProperty("handler").GetString()!;

        await FindsAsync("type:add", waiting, scheduled, cancelled);
        await FindsAsync("type:echo,permanent", echo, failed);
        await FindsAsync("status:waiting", waiting, scheduled);
        await FindsAsync("status:waiting,running", waiting, scheduled);
        await FindsAsync("status:done", echo, failed, loud, cancelled);
        await FindsAsync("outcome:succeeded", echo);
        await FindsAsync("outcome:failed", failed, loud);
        await FindsAsync("outcome:failed,cancelled", failed, loud, cancelled);
        await FindsAsync("reason:ready", waiting);
        await FindsAsync("reason:scheduled,ready", waiting, scheduled);
        await FindsAsync("queue:served", echo, failed);
        await FindsAsync("queue:default,served", echo, failed, loud);
        await FindsAsync("tag:lab.3", waiting);
        await FindsAsync($"handler:{handler}", echo, failed, loud);
        await FindsAsync($"id:{echo}", echo);
        await FindsAsync($"id:{echo},{loud}", echo, loud);
        await FindsAsync($"id:>{echo}", failed, loud, cancelled);
        await FindsAsync($"id:<{echo}", waiting, scheduled);
        await FindsAsync($"id:{scheduled}..{failed}", scheduled, echo, failed);
        await FindsAsync("priority:7", echo);
        await FindsAsync("priority:>0", echo);
        await FindsAsync("priority:<0", waiting);
        await FindsAsync("priority:-5..7", all);
        await FindsAsync("priority:-5,7", waiting, echo);
        await FindsAsync("attempt:0", waiting, scheduled, cancelled);
        await FindsAsync("attempt:>0", echo, failed, loud);
        await FindsAsync("attempt:0..1", all);
        await FindsAsync("args.x:1", waiting, scheduled, cancelled);
        await FindsAsync("args.x:\"1\"");
        await FindsAsync("args.x:>1", echo);
        await FindsAsync("args.x:<1.5", waiting, scheduled, cancelled);
        await FindsAsync("args.x:1..1.50", waiting, scheduled, echo, cancelled);
        await FindsAsync("args.s:1", echo);
        await FindsAsync("args.s:\"1\"", echo);
        await FindsAsync("args.name:\"Anna B\"", echo);
        await FindsAsync("args.name:>\"Anna A\"", echo);
        await FindsAsync("args.name:\"Anna A\"..\"Anna B\"", echo);
        await FindsAsync("args.r0/1/0:5", echo);
        await FindsAsync("args.a~1b/~0:2", echo);
        await FindsAsync("args.on:true", echo);
        await FindsAsync("args.none:null", echo);
        await FindsAsync("error:USE", failed);
        await FindsAsync("error:\"Of NO\"", failed);
        await FindsAsync("error:ÉÉé,use", failed, loud);
        await FindsAsync("created:<1h", all);
        await FindsAsync("created:>1h");
        await FindsAsync("finished:<1h", echo, failed, loud, cancelled);
        await FindsAsync("finished:>1h");
        foreach (string member in new[] { "created", "finished" })
        {
            (string first, string last) = (InstantOf(echo, member)!, InstantOf(loud, member)!);
            await FindsAsync($"{member}:{first}..{last}", [.. all.Where(id => IsIn(InstantOf(id, member), first, last))]);
            await FindsAsync($"{member}:{first}", [.. all.Where(id => InstantOf(id, member) == first)]);
            await FindsAsync($"{member}:>{first}", [.. all.Where(id => string.CompareOrdinal(InstantOf(id, member), first) > 0)]);
            await FindsAsync($"{member}:<{last}", [.. all.Where(id => InstantOf(id, member) is { } at && string.CompareOrdinal(at, last) < 0)]);
        }

        await FindsAsync($"{loud}", loud);
        await FindsAsync($"\"{loud}\"");
        await FindsAsync("perm", failed);
        await FindsAsync("serv", echo, failed);
        await FindsAsync("lab", waiting);
        await FindsAsync("\"perm\",lab", waiting, failed);
        await FindsAsync("ab");
        Assert.Equal([waiting], await FoundAsync("type:add status:waiting -reason:scheduled"));
        Assert.Equal([echo], await FoundAsync("  queue:served   -outcome:failed "));

        JsonElement OneOf(long id) => views.Single(view => view.GetProperty("id").GetInt64() == id);

        string? InstantOf(long id, string member) => OneOf(id).GetProperty($"{member}At").GetString();

        static bool IsIn(string? at, string first, string last) =>
            at is not null && string.CompareOrdinal(at, first) >= 0 && string.CompareOrdinal(at, last) <= 0;

        async Task FindsAsync(string term, params long[] ids)
        {
            Assert.Equal((term, string.Join(' ', ids.OrderDescending())), (term, string.Join(' ', await FoundAsync(term))));
            Assert.Equal((term, string.Join(' ', all.Except(ids).OrderDescending())), (term, string.Join(' ', await FoundAsync($"-{term}"))));
        }

        async Task<IEnumerable<long>> FoundAsync(string text) =>
            Ids(await Client.GetAsync($"/v1/tasks?q={Uri.EscapeDataString($"{text} id:{waiting}..{cancelled}")}&tag={tag}"));
    }

    [Fact]
    public async Task A_task_is_found_by_each_reason_that_it_can_have()
    {
        string tag = NewTag();
        Gate gate = server.NewGate();
        string queue = $"reasons-{tag[4..12]}";
        long ready = (await SubmitUnservedAsync($"&tag={tag}")).Id;
        long scheduled = (await SubmitUnservedAsync($"&tag={tag}&delay=3600")).Id;
        long paused = (await Client.SubmitAsync("add", Add, $"?tag={tag}&queue={queue}")).Id;
        await Client.PostAsync($"/v1/queues/{queue}/pause", null);
        long retry = (await server.OtherProcess.SubmitAsync("elsewhere", "{}", $"?tag={tag}")).Id;
        await Client.UntilAsync(retry, task => task.String("reason") == "retry");
        long cancelling = (await Client.SubmitAsync("stay", gate.Args, $"?tag={tag}")).Id;
        await gate.Started;
        await Client.PostAsync($"/v1/tasks/{cancelling}/cancel", null);

        foreach ((string reason, long id) in new[]
        {
            ("ready", ready), ("scheduled", scheduled), ("paused", paused), ("retry", retry), ("cancelling", cancelling),
        })
        {
            Assert.Equal([id], Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&reason={reason}")));
            Assert.Equal([id], Ids(await server.OtherProcess.GetAsync($"/v1/tasks?q=tag:{tag}+reason:{reason}")));
        }

        gate.Open();
        await Client.DoneAsync(cancelling);
        Assert.Empty(Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&reason=cancelling")));
    }

    [Fact]
    public async Task A_page_has_fifty_tasks_or_as_many_as_are_asked_for()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 201);

        foreach ((string query, int count) in new[] { ("", 50), ("&limit=1", 1), ("&limit=200", 200) })
        {
            Answer page = await Client.GetAsync($"/v1/tasks?tag={tag}{query}");
            Assert.Equal(ids.Reverse().Take(count), Ids(page));
            Assert.True(page.Json.TryGetProperty("next", out _));
        }

        Answer last = await Client.GetAsync($"/v1/tasks?tag={tag}&limit=200&q=id:<{ids[^1]}");
        Assert.Equal(200, Ids(last).Count());
        Assert.False(last.Json.TryGetProperty("next", out _));
        Assert.Null(last.Header("Link"));
    }

    /// <summary>They are more than a search reads at once.</summary>
    [Fact]
    public async Task A_search_by_an_argument_finds_each_of_its_tasks_among_many_with_large_arguments()
    {
        string tag = NewTag();
        string large = new('x', (1 << 20) - 200);
        long[] ids = new long[40];
        for (int i = 0; i < ids.Length; i++)
        {
            string args = $$"""{"text":"{{large}}","{{tag}}":"{{(i % 3 == 0 ? "sought" : "other")}}"}""";
            ids[i] = (await Client.SubmitAsync("echo", args, "?queue=unserved")).Id;
        }

        long[] sought = [.. ids.Where((_, i) => i % 3 == 0).Reverse()];
        foreach (int limit in new[] { 5, 50 })
        {
            var seen = new List<long>();
            for (string? next = ""; next is not null;)
            {
                string cursor = next == "" ? "" : $"&cursor={next}";
                Answer list = await Client.GetAsync($"/v1/tasks?args.{tag}=sought&fields=id,args&limit={limit}{cursor}");
                Assert.InRange(list.Text.Length, 1, 10_000);
                seen.AddRange(Ids(list));
                next = list.Json.TryGetProperty("next", out JsonElement there) ? there.GetString() : null;
            }

            Assert.Equal(sought, seen);
        }

        Assert.Equal("other sought", await SuggestAsync($"field=args.{tag}"));
        // The other tests search here, too.
        foreach (long id in ids)
        {
            await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
            Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null)).Status);
        }
    }

    [Fact]
    public async Task A_cursor_goes_on_after_the_tasks_around_it_were_deleted()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 6);
        string next = (await Client.GetAsync($"/v1/tasks?tag={tag}&limit=2")).String("next")!;
        foreach (long id in new[] { ids[4], ids[3] })
        {
            await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
            Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null)).Status);
        }

        await SubmitTaggedAsync(tag, 1);

        Assert.Equal([ids[2], ids[1]], Ids(await server.OtherProcess.GetAsync($"/v1/tasks?tag={tag}&limit=2&cursor={next}")));
    }

    [Fact]
    public async Task A_forged_cursor_is_refused_wherever_it_was_changed()
    {
        string tag = NewTag();
        await SubmitTaggedAsync(tag, 2);
        string next = (await Client.GetAsync($"/v1/tasks?tag={tag}&limit=1")).String("next")!;
        Assert.Equal(200, (int)(await Client.GetAsync($"/v1/tasks?tag={tag}&cursor={next}")).Status);

        foreach (int place in Enumerable.Range(0, next.Length))
        {
            string forged = next[..place] + (next[place] == 'B' ? 'C' : 'B') + next[(place + 1)..];
            (await Client.GetAsync($"/v1/tasks?tag={tag}&cursor={forged}")).IsProblem(400, "malformed-request");
        }

        foreach (string query in new[] { "", "&status=waiting", "&q=-type:add", "&tag=other", "&args.x=1", "&createdAfter=1h" })
        {
            string path = query == "" ? "/v1/tasks?limit=1" : $"/v1/tasks?tag={tag}{query}";
            (await Client.GetAsync($"{path}&cursor={next}")).IsProblem(400, "malformed-request");
        }

        Assert.Equal(200, (int)(await Client.GetAsync($"/v1/tasks?q=tag:{tag}&limit=7&fields=id&cursor={next}")).Status);
    }

    [Fact]
    public async Task The_link_to_the_next_page_has_the_filters_as_they_were_sent()
    {
        string tag = NewTag();
        for (int i = 0; i < 3; i++)
        {
            await Client.SubmitAsync("echo", """{"n":"a&b=ü","N":[1],"":0}""", $"?tag={tag}&queue=unserved");
        }

        string path = $"/v1/tasks?args.n=a%26b%3D%C3%BC&tag={tag}&args.N/0=1&args.n=other&tag=none&limit=2&fields=id&q=type:echo+%22echo%22";
        Answer first = await Client.GetAsync(path);
        string link = first.Header("Link")!;
        Assert.StartsWith("</v1/tasks?", link, StringComparison.Ordinal);
        Assert.EndsWith($"cursor={first.String("next")}>; rel=\"next\"", link, StringComparison.Ordinal);
        Answer second = await server.OtherProcess.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]);

        Assert.Equal((2, 1), (Ids(first).Count(), Ids(second).Count()));
        Assert.Empty(Ids(first).Intersect(Ids(second)));
    }

    [Theory]
    [InlineData(1013, true)]
    [InlineData(1014, false)]
    public async Task Arguments_and_results_up_to_1_KiB_are_in_a_list(int length, bool areThere)
    {
        string tag = NewTag();
        long id = (await Client.SubmitAsync("echo", $$"""{"text":"{{new string('x', length)}}"}""", $"?tag={tag}")).Id;
        await Client.DoneAsync(id);
        JsonElement item = (await Client.GetAsync($"/v1/tasks?tag={tag}")).Json.GetProperty("items")[0];

        foreach (string member in new[] { "args", "result" })
        {
            Assert.Equal(areThere, item.TryGetProperty(member, out _));
            Assert.Equal(areThere, !item.TryGetProperty($"{member}Bytes", out JsonElement bytes));
            Assert.Equal(areThere ? default : JsonValueKind.Number, bytes.ValueKind);
        }
    }

    [Fact]
    public async Task Each_member_of_a_task_is_a_field_and_nothing_else_is()
    {
        string tag = NewTag();
        long id = (await Client.SubmitAsync("permanent", "{}", $"?tag={tag}&wait=60")).Id;
        foreach (JsonProperty member in (await Client.GetAsync($"/v1/tasks/{id}")).Json.EnumerateObject())
        {
            JsonElement item = (await Client.GetAsync($"/v1/tasks?tag={tag}&fields={member.Name}")).Json.GetProperty("items")[0];
            Assert.Equal(member.ToString(), Assert.Single(item.EnumerateObject()).ToString());
        }

        foreach (string other in new[] { "Id", "argsBytes", "resultUrl", "links.self", "id,", " id", "items" })
        {
            (await Client.GetAsync($"/v1/tasks?fields={Uri.EscapeDataString(other)}")).IsProblem(400, "malformed-request");
        }
    }

    [Theory]
    [InlineData("😀,", 0, 3)]
    [InlineData("\"😀\" colour:x", 5, 8)]
    [InlineData("type:a  id:x..3", 8, 7)]
    [InlineData("-outcome:good", 0, 13)]
    [InlineData("reason:\"tired of it\"", 0, 20)]
    [InlineData("created:6h", 0, 10)]
    [InlineData("finished:>soon", 0, 14)]
    [InlineData("priority:>", 0, 10)]
    [InlineData("attempt:1.5", 0, 11)]
    [InlineData("error:", 0, 6)]
    [InlineData("tag:\"open", 0, 9)]
    [InlineData("args.x:>", 0, 8)]
    [InlineData("args.x:1..", 0, 10)]
    [InlineData("-args.x/0:..1", 0, 13)]
    public async Task A_term_that_cannot_be_read_has_its_place_in_UTF_16_units(string text, int offset, int length)
    {
        Answer answer = (await Client.GetAsync($"/v1/tasks?q={Uri.EscapeDataString(text)}")).IsProblem(422, "invalid-search");
        JsonElement error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray().ToArray());
        Assert.Equal(
            ("#/q", "search", offset, length),
            (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString(), error.GetProperty("offset").GetInt32(),
                error.GetProperty("length").GetInt32()));
        Assert.NotEmpty(error.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Twenty_values_of_the_newest_thousand_tasks_are_suggested()
    {
        string tag = NewTag();
        await PostLinesAsync([Line(0, $"{tag}-old"), .. Enumerable.Range(100, 999).Select(i => Line(i, $"{tag}-new"))]);
        string[] names = ["0", .. Enumerable.Range(100, 999).Select(i => $"{i}")];

        Assert.Equal(string.Join(' ', names.Order(StringComparer.Ordinal).Take(20)), await SuggestAsync($"field=args.{tag}"));
        Assert.Equal(string.Join(' ', names.Order(StringComparer.Ordinal).Take(100)), await SuggestAsync($"field=args.{tag}&limit=100"));
        Assert.Equal($"{tag}-new {tag}-old", await SuggestAsync($"field=tag&prefix={tag}"));

        await PostLinesAsync([Line(5000, $"{tag}-new")]);
        Assert.Equal($"{tag}-new", await SuggestAsync($"field=tag&prefix={tag}"));
        Assert.Equal("", await SuggestAsync($"field=args.{tag}&prefix=0"));

        string Line(int number, string name) => $$"""
            {"type":"echo","args":{"{{tag}}":{{number}}},"queue":"{{ContractServer.UnservedQueue}}","tags":["{{name}}"]}
            """;
    }

    private async Task PostLinesAsync(IEnumerable<string> lines) => Assert.Equal(
        202, (int)(await Client.SendAsync("POST", Batch, WebServer.Content(string.Join('\n', lines), Ndjson))).Status);
}
