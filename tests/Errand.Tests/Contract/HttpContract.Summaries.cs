using System.Globalization;
using System.Text.Json;
using Errand.Tests.Events;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Summaries of results, and what is made of them.</summary>
public abstract partial class HttpContract
{
    [Theory]
    [InlineData("echo", """{"range":68.070,"t":[1,{"x":2}],"big":1e400,"name":"é","none":null}""", """{"range":68.070,"big":1e400,"name":"é","none":null}""")]
    [InlineData("echo", """{"o":{"x":1}}""", "null")]
    [InlineData("orbit", """{"a":{"b":true},"r":[1,2,0.10],"other":1,"range":7}""", """{"r.2":0.10,"range":7,"b":true}""")]
    [InlineData("orbit", "{}", "null")]
    [InlineData("mute", """{"n":1}""", "null")]
    [InlineData("add", """{"x":1,"y":2}""", "null")]
    [InlineData("permanent", "{}", "null")]
    public async Task A_task_shows_the_summary_of_its_result_as_it_is_written(string type, string args, string summary)
    {
        Answer waiting = await Client.SubmitAsync(type, args);
        Assert.Equal("null", waiting.Raw("summary"));
        Answer done = await Client.DoneAsync(waiting.Id);
        Assert.Equal(summary, done.Raw("summary"));
        Answer list = await server.OtherProcess.GetAsync($"/v1/tasks?q={waiting.Id}&fields=summary");
        Assert.Equal($$"""{"summary":{{summary}}}""", list.Json.GetProperty("items")[0].GetRawText());
        await using EventReader events = await Client.FollowAsync(waiting.Id);
        Assert.Equal(summary, (await events.RestAsync())[^1].Data.GetProperty("summary").GetRawText());
    }

    [Fact]
    public async Task Large_results_and_tasks_of_a_batch_have_summaries_too()
    {
        string pad = string.Join(',', Enumerable.Range(0, 20_000).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        string body = $$"""[{"type":"echo","args":{"pad":[{{pad}}],"end":1.0} },{"type":"orbit","args":{"range":2,"pad":[{{pad}}]} }]""";
        Answer batch = await Client.PostAsync("/v1/tasks/batch", body);
        long[] ids = [.. batch.Json.GetProperty("ids").EnumerateArray().Select(id => id.GetInt64())];

        Answer first = await Client.DoneAsync(ids[0]);
        Assert.Equal("""{"end":1.0}""", first.Raw("summary"));
        Assert.InRange(first.Number("resultBytes"), 100_000, 200_000);
        Assert.Equal("""{"range":2}""", (await Client.DoneAsync(ids[1])).Raw("summary"));
    }

    [Fact]
    public async Task Tasks_are_found_by_their_summaries()
    {
        string tag = NewTag();
        long near = await DoneAsync("flight", """{"dt":0.5}""", tag);
        long far = await DoneAsync("flight", """{"dt":20}""", tag);
        long orbit = await DoneAsync("orbit", """{"a":{"b":"x/y"},"r":[0,0,5],"range":3}""", tag);
        long echo = await DoneAsync("echo", """{"a/b":1,"range":"70"}""", tag);
        await DoneAsync("flight", """{"dt":1,"fail":true}""", tag);

        await HasAsync("summary.range:>68.5", far);
        await HasAsync("summary.range:68.5", near);
        await HasAsync("summary.range:<70", orbit, near);
        await HasAsync("summary.range:70", echo);
        await HasAsync("summary.r.2:5.0", orbit);
        await HasAsync("summary.b:x/y", orbit);
        await HasAsync("summary.a~1b:1", echo);
        await HasAsync("-summary.note:é type:flight outcome:succeeded");
        await HasAsync("summary.speed:>0");

        async Task HasAsync(string search, params long[] ids) => Assert.Equal(
            ids.OrderDescending(), Ids(await Client.GetAsync($"/v1/tasks?tag={tag}&q={Uri.EscapeDataString(search)}")));
    }

    [Fact]
    public async Task A_type_tells_the_names_of_its_summary()
    {
        Assert.Equal("""["range","note"]""", (await Client.GetAsync("/v1/types/flight")).Raw("summary"));
        Assert.Equal("""["r.2","range","b"]""", (await Client.GetAsync("/v1/types/orbit")).Raw("summary"));
        Assert.Equal("[]", (await Client.GetAsync("/v1/types/mute")).Raw("summary"));
        Assert.Equal("[]", (await Client.GetAsync("/v1/types/echo")).Raw("summary"));
    }

    [Fact]
    public async Task Values_of_a_type_are_listed_newest_first()
    {
        string tag = NewTag();
        long first = await DoneAsync("flight", """{"dt":0.50}""", tag);
        long failed = await DoneAsync("flight", """{"dt":1,"fail":true}""", tag);
        long last = await DoneAsync("flight", """{"dt":1e1}""", tag);
        await DoneAsync("echo", """{"range":1}""", tag);
        await Client.SubmitAsync("flight", """{"dt":1}""", $"?queue=unserved&tag={tag}");
        string created = (await Client.GetAsync($"/v1/tasks/{first}")).String("createdAt")!;

        Answer all = await server.OtherProcess.GetAsync($"/v1/types/flight/values?y=range&x=args.dt&q=tag:{tag}");
        Assert.Equal((200, "application/json", "no-store"), ((int)all.Status, all.ContentType, all.Header("Cache-Control")));
        Assert.Equal(
            $$"""
            {"items":[{"id":{{last}},"x":1e1,"y":78,"outcome":"succeeded","tags":["{{tag}}"]},{"id":{{failed}},"x":1,"y":null,"outcome":"failed","tags":["{{tag}}"]},{"id":{{first}},"x":0.50,"y":68.5,"outcome":"succeeded","tags":["{{tag}}"]}],"searchedTo":null}
            """,
            all.Text);
        Assert.Equal(
            $$"""{"items":[{"id":{{first}},"x":"{{created}}","y":"é","outcome":"succeeded","tags":["{{tag}}"]}],"searchedTo":null}""",
            (await Client.GetAsync($"/v1/types/flight/values?y=note&q=tag:{tag}+id:{first}")).Text);
        Assert.Equal([last], Ids(await Client.GetAsync($"/v1/types/flight/values?y=range&x=createdAt&limit=1&q=tag:{tag}")));
        Assert.Equal(
            [last, first], Ids(await Client.GetAsync($"/v1/types/flight/values?y=nothing&limit=5000&q=tag:{tag}+outcome:succeeded")));
        Assert.Empty(Ids(await Client.GetAsync($"/v1/types/mute/values?y=n&q=tag:{tag}")));
    }

    [Fact]
    public async Task Arguments_that_values_are_shown_over_are_numbers_and_texts()
    {
        string tag = NewTag();
        string args = $$$"""{"list":[1,2.50],"o":{},"text":"é","none":null,"long":"{{{new string('x', 2000)}}}","a/b":{"":true}}""";
        await DoneAsync("echo", args, tag);

        foreach ((string x, string value) in new[]
        {
            ("list/1", "2.50"), ("list", "null"), ("o", "null"), ("text", "\"é\""), ("none", "null"), ("long", "null"), ("a~1b/", "true"),
            ("list/2", "null"), ("other", "null"),
        })
        {
            Answer values = await Client.GetAsync($"/v1/types/echo/values?y=text&x=args.{x}&q=tag:{tag}");
            JsonElement item = Assert.Single(values.Json.GetProperty("items").EnumerateArray().ToArray());
            Assert.Equal((x, value, "\"é\""), (x, item.GetProperty("x").GetRawText(), item.GetProperty("y").GetRawText()));
        }
    }

    [Theory]
    [InlineData("", "y is missing; it names a member of the summary.")]
    [InlineData("x=args.dt", "y is missing; it names a member of the summary.")]
    [InlineData("y=range&x=dt", "x must be createdAt or args.NAME.")]
    [InlineData("y=range&x=args.", "x must be createdAt or args.NAME.")]
    [InlineData("y=range&limit=0", "limit must be an integer from 1 to 5000.")]
    [InlineData("y=range&limit=5001", "limit must be an integer from 1 to 5000.")]
    [InlineData("y=range&limit=1.0", "limit must be an integer from 1 to 5000.")]
    [InlineData("y=range&y=note", "The query has y twice.")]
    [InlineData("y=range&cursor=a", "cursor is not a query parameter of this route.")]
    public async Task Values_that_are_asked_for_wrongly_are_refused(string query, string detail)
    {
        Answer refused = (await Client.GetAsync($"/v1/types/flight/values?{query}")).IsProblem(400, "malformed-request");
        Assert.Equal(detail, refused.String("detail"));
    }

    [Fact]
    public async Task Values_of_an_unknown_type_or_of_a_search_that_cannot_be_read_are_refused()
    {
        (await Client.GetAsync("/v1/types/fligt/values?y=range")).IsProblem(404, "unknown-type");
        Answer refused = await Client.GetAsync("/v1/types/flight/values?y=range&q=type:add+colour:red");
        Assert.Equal(["#/q search"], refused.IsProblem(422, "invalid-search").Faults());
        (await Client.SendAsync("POST", "/v1/types/flight/values?y=range", null)).IsProblem(405, null);
    }

    private async Task<long> DoneAsync(string type, string args, string tag)
    {
        long id = (await Client.SubmitAsync(type, args, $"?tag={tag}")).Id;
        await Client.DoneAsync(id);
        return id;
    }
}
