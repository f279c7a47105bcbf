using System.Text.Json;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Tests.Web;

public sealed class MembersTests
{
    private static readonly MemberId Handler = new(Guid.Parse("38551bf3-c50a-49cc-8309-c07873b92903"));

    [Fact]
    public async Task Handlers_and_janitors_are_listed_each_under_an_address_of_its_own()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Members = [Member(Handler, "handler", 4, 17, 19), Member(MemberId.New(), "janitor", 0)];

        Answer handlers = await server.GetAsync("/v1/handlers");
        Answer janitors = await server.GetAsync("/v1/janitors");

        Assert.Equal(
            """
            {"items":[{"id":"38551bf3c50a49cc8309c07873b92903","role":"handler","host":"web-1","pid":42,"version":"1.0.0","slots":4,
            "queues":["gpu"],"types":["add","fit"],"runningCount":2,"running":[17,19],"startedAt":"2026-11-24T08:00:00.000Z",
            "lastBeatAt":"2026-11-24T08:00:05.125Z","memoryBytes":1024,"goneAt":null,"lost":null}]}
            """.ReplaceLineEndings(""),
            handlers.Text);
        Assert.Equal("janitor", Assert.Single(janitors.Json.GetProperty("items").EnumerateArray()).GetProperty("role").GetString());
    }

    [Fact]
    public async Task Those_that_went_are_listed_on_request()
    {
        await using WebServer server = await WebServer.StartAsync();
        LiveMember live = Member(MemberId.New(), "handler", 4);
        server.Store.Members = [live];
        server.Store.Gone =
        [
            new GoneMember(Member(Handler, "handler", 4).Entry, live.LastBeatAt, 3),
            new GoneMember(live.Entry, live.LastBeatAt, 0),
            new GoneMember(Member(MemberId.New(), "janitor", 0).Entry, live.LastBeatAt, 0),
        ];

        JsonElement[] all = [.. (await server.GetAsync("/v1/handlers?gone=true")).Json.GetProperty("items").EnumerateArray()];

        Assert.Equal([live.Entry.Id.ToString(), Handler.ToString()], all.Select(member => member.GetProperty("id").GetString()));
        Assert.Equal([null, "2026-11-24T08:00:05.125Z"], all.Select(member => member.GetProperty("goneAt").GetString()));
        Assert.Equal(["null", "3"], all.Select(member => member.GetProperty("lost").GetRawText()));
        Assert.Single((await server.GetAsync("/v1/handlers?gone=false")).Json.GetProperty("items").EnumerateArray());
        (await server.GetAsync("/v1/handlers?gone=yes")).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Without_any_the_list_is_empty()
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.Equal("""{"items":[]}""", (await server.GetAsync("/v1/handlers")).Text);
        Assert.Equal("""{"items":[]}""", (await server.GetAsync("/v1/janitors")).Text);
    }

    [Fact]
    public async Task Of_very_many_tasks_the_first_thousand_are_named_and_all_are_counted()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Members = [Member(Handler, "handler", 2000, [.. Enumerable.Range(1, 1001).Select(id => (long)id)])];

        JsonElement member = (await server.GetAsync("/v1/handlers")).Json.GetProperty("items")[0];

        Assert.Equal((1001, 1000), (member.GetProperty("runningCount").GetInt32(), member.GetProperty("running").GetArrayLength()));
    }

    [Fact]
    public async Task The_web_and_the_contracts_know_the_same_members()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Members = [Member(Handler, "handler", 4)];

        JsonElement member = (await server.GetAsync("/v1/handlers")).Json.GetProperty("items")[0];

        string[] known = [.. typeof(MemberView).GetProperties().Select(
            property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order()];
        Assert.Equal(known, member.EnumerateObject().Select(property => property.Name).Order());
        Assert.NotNull(JsonSerializer.Deserialize<MemberView>(member, JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData("/v1/handlers?role=x", 400)]
    [InlineData("/v1/janitors?wait=1", 400)]
    public async Task A_query_is_refused(string path, int status)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.GetAsync(path)).IsProblem(status, "malformed-request");
        (await server.GetAsync("/v1/handlers", ("Accept", "text/html"))).IsProblem(406, null);
    }

    private static LiveMember Member(MemberId id, string role, int slots, params long[] running) => new(
        new MemberEntry
        {
            Id = id,
            Role = role,
            Host = "web-1",
            Pid = 42,
            Version = "1.0.0",
            Slots = slots,
            Offer = role == "handler" ? new MemberOffer(["gpu"], ["add", "fit"]) : null,
            MemoryBytes = 1024,
            StartedAt = DateTimeOffset.Parse("2026-11-24T08:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
        },
        DateTimeOffset.Parse("2026-11-24T08:00:05.125Z", System.Globalization.CultureInfo.InvariantCulture),
        IsDraining: false,
        [.. running.Select(task => new TaskId(task))]);
}
