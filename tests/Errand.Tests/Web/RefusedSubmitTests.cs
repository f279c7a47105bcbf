using System.Text;
using Errand.Storage.Messages;

namespace Errand.Tests.Web;

/// <summary>Each row of the errors that a submit can give, on both routes.</summary>
public sealed class RefusedSubmitTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nope")]
    [InlineData("""{"x":1,"y":2} x""")]
    [InlineData("""{"x":1,"y":2}{}""")]
    [InlineData("""{"x":1,"x":2,"y":2}""")]
    [InlineData("""{"x":1,"y":2,}""")]
    [InlineData("""{"x":01,"y":2}""")]
    [InlineData("/**/{}")]
    public async Task Arguments_that_are_no_json_are_malformed(string args)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.PostAsync("/v1/types/add/tasks", args)).IsProblem(400, "malformed-request");
        (await server.PostAsync("/v1/tasks", $$"""{"type":"add","args":{{args}}}""")).IsProblem(400, "malformed-request");
        Assert.Equal(0, server.Store.Count);
    }

    [Theory]
    [InlineData("""{"type":"free","type":"free","args":{}}""")]
    [InlineData("""{"type":"free","t\u0079pe":"free","args":{}}""")]
    [InlineData("""{"type":"free","args":{},"args":{}}""")]
    [InlineData("""{"type":"free","args":{},"odd":1,"odd":2}""")]
    [InlineData("""{"type":"free","args":{}}x""")]
    [InlineData("""{"type":"free","args":{}""")]
    public async Task An_envelope_that_is_no_json_is_malformed(string body)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.PostAsync("/v1/tasks", body)).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_malformed()
    {
        await using WebServer server = await WebServer.StartAsync();
        byte[] args = [.. "{\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        byte[] envelope = [.. "{\"type\":\"free\",\"args\":"u8, .. args, .. "}"u8];

        (await server.SendAsync("POST", "/v1/types/free/tasks", WebServer.Content(args, "application/json")))
            .IsProblem(400, "malformed-request");
        (await server.SendAsync("POST", "/v1/tasks", WebServer.Content(envelope, "application/json"))).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Arguments_may_nest_64_levels_on_both_routes_alike()
    {
        await using WebServer server = await WebServer.StartAsync();
        string good = string.Concat(Enumerable.Repeat("""{"a":""", 63)) + "{}" + new string('}', 63);
        string bad = $$"""{"a":{{good}}}""";

        Assert.Equal(202, (int)(await server.PostAsync("/v1/types/free/tasks", good)).Status);
        Assert.Equal(202, (int)(await server.PostAsync("/v1/tasks", $$"""{"type":"free","args":{{good}}}""")).Status);
        (await server.PostAsync("/v1/types/free/tasks", bad)).IsProblem(400, "malformed-request");
        (await server.PostAsync("/v1/tasks", $$"""{"type":"free","args":{{bad}}}""")).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_envelope_is_said_at_once()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync(
            "/v1/tasks?priority=5",
            """{"type":"add","args":{"x":"1"},"queue":"a b","priority":1.5,"delay":"5","runAt":"tomorrow","ttl":0.5,"timeout":true,"maxAttempts":101,"tags":["ok",7,"not ok"],"a/b~":{}}""");

        answer.IsProblem(422, "invalid-args");
        Assert.Equal(
            [
                "#/args/x type", "#/args/y required", "#/a~1b~0 unknown", "#/delay type", "#/maxAttempts range", "#/priority type",
                "#/priority unknown", "#/queue pattern", "#/runAt pattern", "#/tags/1 type", "#/tags/2 pattern", "#/timeout type",
                "#/ttl range",
            ],
            answer.Faults());
        Assert.Equal(0, server.Store.Count);
    }

    [Theory]
    [InlineData("{}", "#/args required", "#/type required")]
    [InlineData("""{"type":null,"args":null,"priority":1000}""", "#/args type", "#/priority range", "#/type type")]
    [InlineData("""{"type":5,"args":[1]}""", "#/args type", "#/type type")]
    [InlineData("""{"type":"free","args":"x"}""", "#/args type")]
    [InlineData("[]", "# type")]
    [InlineData("""{"type":"free","args":{},"\ud800":{"a":1}}""", "# type")]
    [InlineData("null", "# type")]
    [InlineData("""{"type":"free","args":{},"Priority":1}""", "#/Priority unknown")]
    [InlineData("""{"type":"free","args":{},"priority":1.5,"maxAttempts":1e-1}""", "#/maxAttempts type", "#/priority type")]
    [InlineData("""{"type":"free","args":{},"priority":1.01e2,"maxAttempts":-0.0}""", "#/maxAttempts range", "#/priority range")]
    [InlineData(
        """{"type":"free","args":{},"priority":-1e99999999999999999999,"maxAttempts":1e99}""", "#/maxAttempts range", "#/priority range")]
    [InlineData("""{"type":"free","args":{},"priority":99999999999999999999}""", "#/priority range")]
    [InlineData("""{"type":"free","args":{},"ttl":1e999}""", "#/ttl range")]
    [InlineData("""{"type":"free","args":{},"delay":-1}""", "#/delay range")]
    [InlineData("""{"type":"free","args":{},"queue":"\ud800"}""", "#/queue type")]
    [InlineData("""{"type":"free","args":{},"runAt":"2026-11-24T08:15:30"}""", "#/runAt pattern")]
    [InlineData("""{"type":"free","args":{},"runAt":"2099-01-01T00:00:00Z"}""", "#/runAt range")]
    [InlineData("""{"type":"free","args":{},"runAt":5}""", "#/runAt type")]
    [InlineData("""{"type":"free","args":{},"tags":"a"}""", "#/tags type")]
    [InlineData("""{"type":"free","args":{},"tags":[""]}""", "#/tags/0 pattern")]
    [InlineData("""{"type":"free","args":{},"tags":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21"]}""", "#/tags length")]
    public async Task A_fault_of_an_envelope_has_its_pointer_and_code(string body, params string[] faults)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/v1/tasks", body);

        answer.IsProblem(
            422, faults.Any(fault => fault.StartsWith("#/args", StringComparison.Ordinal)) ? "invalid-args" : "invalid-options");
        Assert.Equal(faults, answer.Faults());
    }

    [Theory]
    [InlineData("priority=101", "#/priority range")]
    [InlineData("priority=99999999999", "#/priority range")]
    [InlineData(
        "priority=-101&maxAttempts=0&ttl=0&timeout=0&delay=-1&queue=&tag=a%20b", "#/delay range", "#/maxAttempts range", "#/priority range",
        "#/queue pattern", "#/tags/0 pattern", "#/timeout range", "#/ttl range")]
    [InlineData("nope=1&Priority=1", "#/Priority unknown", "#/nope unknown")]
    [InlineData("tags=a", "#/tags unknown")]
    [InlineData("args=a&type=b", "#/args unknown", "#/type unknown")]
    [InlineData("delay=1&runAt=2026-11-24T08:15:30Z", "#/runAt range")]
    [InlineData("queue=%ff", "#/queue pattern")]
    public async Task An_option_in_the_query_that_is_out_of_range_or_unknown_is_a_fault(string query, params string[] faults)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync($"/v1/types/add/tasks?{query}", Args);

        Assert.Equal(422, (int)answer.Status);
        Assert.Equal(faults, answer.Faults());
    }

    [Theory]
    [InlineData("priority=abc")]
    [InlineData("priority=")]
    [InlineData("priority=1.5")]
    [InlineData("maxAttempts=1e1")]
    [InlineData("delay=soon")]
    [InlineData("ttl=NaN")]
    [InlineData("ttl=Infinity")]
    [InlineData("timeout=1,5")]
    [InlineData("runAt=tomorrow")]
    [InlineData("runAt=2026-11-24T08:15:30")]
    [InlineData("runAt=2026-13-24T08:15:30Z")]
    [InlineData("priority=1&priority=2")]
    [InlineData("wait=abc")]
    [InlineData("wait=-1")]
    [InlineData("wait=")]
    [InlineData("wait=1&wait=1")]
    public async Task A_value_in_the_query_that_is_none_of_its_kind_is_malformed(string query)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.PostAsync($"/v1/types/add/tasks?{query}", Args)).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Arguments_and_options_are_reported_together()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/v1/types/add/tasks?priority=1000&what=1", """{"x":"1","z":1}""");

        answer.IsProblem(422, "invalid-args");
        Assert.Equal(["#/args/x type", "#/args/y required", "#/args/z unknown", "#/priority range", "#/what unknown"], answer.Faults());
        Assert.Equal("/v1/types/add/tasks", answer.String("instance"));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("5")]
    public async Task Arguments_that_are_no_object_are_a_fault(string args)
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.Equal(["#/args type"], (await server.PostAsync("/v1/types/add/tasks", args)).IsProblem(422, "invalid-args").Faults());
    }

    [Fact]
    public async Task An_unknown_type_is_answered_with_the_nearest_names()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer byRoute = (await server.PostAsync("/v1/types/Ad/tasks", Args)).IsProblem(404, "unknown-type");
        Answer byBody = (await server.PostAsync("/v1/tasks", """{"type":"quikstart","args":{}}""")).IsProblem(404, "unknown-type");
        Answer code = (await server.PostAsync("/v1/tasks", """{"type":"System.Diagnostics.Process","args":{}}"""))
            .IsProblem(404, "unknown-type");

        Assert.Equal("add", byRoute.Json.GetProperty("nearest")[0].GetString());
        Assert.Equal("quickstart", byBody.Json.GetProperty("nearest")[0].GetString());
        Assert.Contains("add", code.String("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("json")]
    public async Task A_body_that_is_not_said_to_be_json_is_refused(string? contentType)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.SendAsync("POST", "/v1/types/add/tasks", WebServer.Content(Args, contentType))).IsProblem(415, null);
        (await server.SendAsync("POST", "/v1/tasks", WebServer.Content("{}", contentType))).IsProblem(415, null);
        Assert.Equal(0, server.Store.Count);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"UTF8\"")]
    [InlineData("Application/JSON")]
    [InlineData("application/vnd.api+json")]
    public async Task A_body_that_is_said_to_be_json_is_taken(string contentType)
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.Equal(202, (int)(await server.SendAsync("POST", "/v1/types/add/tasks", WebServer.Content(Args, contentType))).Status);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.PostAsync("/v1/types/add/tasks", Args, ("Content-Encoding", "gzip"))).IsProblem(415, null);
    }

    [Theory]
    [InlineData("text/html", false)]
    [InlineData("application/json;q=0, text/html", false)]
    [InlineData("application/json;q=0, */*", false)]
    [InlineData("application/xml, application/*;q=0.1", true)]
    [InlineData("text/html, */*;q=0.1", true)]
    [InlineData("APPLICATION/JSON", true)]
    public async Task The_accept_header_is_kept_to(string accept, bool accepted)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/v1/types/add/tasks", Args, ("Accept", accept));

        if (accepted)
        {
            Assert.Equal(202, (int)answer.Status);
        }
        else
        {
            answer.IsProblem(406, null);
            Assert.Equal(0, server.Store.Count);
        }
    }

    [Fact]
    public async Task A_row_that_the_store_cannot_hold_is_a_fault_of_the_arguments()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Verdict = SubmitVerdict.Refused;

        (await server.PostAsync("/v1/types/add/tasks", Args)).IsProblem(422, "invalid-args");
    }

    [Fact]
    public async Task A_thousand_unknown_members_do_not_make_a_huge_answer()
    {
        await using WebServer server = await WebServer.StartAsync();
        string members = string.Join(",", Enumerable.Range(0, 50_000).Select(i => $"\"m{i}\":1"));

        Answer answer = await server.PostAsync("/v1/tasks", "{" + members + "}");

        answer.IsProblem(422, "invalid-args");
        Assert.InRange(answer.Bytes.Length, 1, Encoding.UTF8.GetByteCount(members));
        Assert.Contains("#/type required", answer.Faults());
    }
}
