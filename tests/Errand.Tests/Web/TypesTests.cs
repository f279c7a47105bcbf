using System.Text.Json;

namespace Errand.Tests.Web;

public sealed class TypesTests
{
    [Fact]
    public async Task Every_type_is_listed_with_its_schemas_and_defaults()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer list = await server.GetAsync("/v1/types");
        Answer one = await server.GetAsync("/v1/types/add");

        Assert.Equal(["quickstart", "add", "free"], list.Json.GetProperty("items").EnumerateArray().Select(
            type => type.GetProperty("name").GetString()));
        Assert.Equal(list.Json.GetProperty("items")[1].GetRawText(), one.Text);
        Assert.Equal(
            """
            {"name":"add","description":"Adds two numbers","args":{"type":"object","title":"args of NAME"},"result":{"type":["null","integer"]},
            "queue":"default","priority":3,"timeout":90,"maxAttempts":3,"ttl":604800,"example":{"x":1,"y":2},"views":[],"summary":[],
            "stats":{"name":"add","waiting":0,"running":0,"succeeded":0,"failed":0,"cancelled":0,"runP50":null,"runP95":null}}
            """.ReplaceLineEndings(""),
            one.Text);
        Assert.Equal(JsonValueKind.Null, list.Json.GetProperty("items")[0].GetProperty("timeout").ValueKind);
    }

    [Fact]
    public async Task The_web_and_the_contracts_know_the_same_members_of_a_type()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer one = await server.GetAsync("/v1/types/add");

        string[] known = [.. typeof(TaskTypeView).GetProperties().Select(
            member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order()];
        Assert.Equal(known, one.Json.EnumerateObject().Select(member => member.Name).Order());
    }

    [Fact]
    public async Task An_unknown_type_is_answered_with_the_nearest_names()
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.GetAsync("/v1/types/addd")).IsProblem(404, "unknown-type");
        (await server.GetAsync($"/v1/types/{new string('a', 5000)}")).IsProblem(404, "unknown-type");
        (await server.GetAsync("/v1/types/add", ("Accept", "text/html"))).IsProblem(406, null);
    }
}
