using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What all routes have in common, and what single rows of the table of routes say.</summary>
public abstract partial class HttpContract
{
    private static readonly string[] MembersOfMembers =
    [
        "id", "role", "host", "pid", "version", "slots", "queues", "types", "runningCount", "running", "startedAt", "lastBeatAt",
        "memoryBytes", "goneAt", "lost",
    ];

    [Fact]
    public async Task Every_route_that_is_read_answers_HEAD_as_GET_without_the_body()
    {
        long id = await server.EchoAsync(Forms);
        await SubmitUnservedAsync();
        foreach (string path in new[]
        {
            $"/v1/tasks/{id}", $"/v1/tasks/{id}/result", $"/v1/tasks/{id}/result?select=/plain", $"/v1/tasks/{id}/result?select=/plain&format=csv",
            $"/v1/tasks/{id}/result?select=/matrix&format=npy", $"/v1/tasks/{id}/result?select=/none", $"/v1/tasks/{id}/result/shape",
            $"/v1/tasks/{id}/result/series?y=/numbers", $"/v1/tasks/{id}/result/matrix?at=/matrix", $"/v1/tasks/{id}/result/histogram?column=/numbers",
            $"/v1/tasks/{id}/result/table?at=/records",
            $"/v1/tasks/{id}/logs", $"/v1/tasks/{id}/attempts", $"/v1/tasks/{id}/explain", "/v1/tasks?limit=1", "/v1/tasks?limit=0",
            "/v1/suggest?field=type", "/v1/types", "/v1/types/add", "/v1/types/none", $"/v1/queues/{ContractServer.UnservedQueue}", "/v1/queues",
            "/v1/handlers", "/v1/janitors", "/v1/stats", "/v1/stats/series", "/v1/problems", "/v1/settings", "/ping", "/health/live",
            $"/task/{id}/view", "/task/999999999/view", "/nothing",
        })
        {
            Answer get = await server.OtherProcess.GetAsync(path);
            Answer head = await server.OtherProcess.SendAsync("HEAD", path, null);

            Assert.Equal((path, get.Status, 0), (path, head.Status, head.Bytes.Length));
            Assert.NotEmpty(get.Bytes);
            Assert.Equal(get.Headers.Keys.Except(["Transfer-Encoding"]).Order(), head.Headers.Keys.Order());
            foreach (string header in new[] { "Content-Type", "ETag", "Cache-Control", "Vary", "X-Content-Type-Options", "Accept-Ranges" })
            {
                Assert.Equal((header, get.Header(header)), (header, head.Header(header)));
            }
        }
    }

    [Theory]
    [InlineData("queue", "\"q\"", "\"QNAME\"", "\"\"", "\"QNAME1\"", "pattern")]
    [InlineData("priority", "-100", "100", "-101", "101", "range")]
    [InlineData("maxAttempts", "1", "100", "0", "101", "range")]
    [InlineData("ttl", "1", "315360000", "0.999", "315360000.001", "range")]
    [InlineData("timeout", "0.001", "315360000", "0", "315360000.001", "range")]
    [InlineData("delay", "0", "604799.999", "-0.001", "604800", "range")]
    public async Task An_option_is_taken_up_to_its_ends_and_no_further_on_both_routes(
        string option, string least, string most, string below, string above, string code)
    {
        string name = new('q', 100);
        foreach ((string sent, bool isTaken) in new[] { (least, true), (most, true), (below, false), (above, false) })
        {
            string value = sent.Replace("QNAME", name, StringComparison.Ordinal);
            string body = $$"""{"type":"add","args":{{Add}},"{{option}}":{{value}}}""";
            foreach (Answer answer in new[]
            {
                await Client.PostAsync($"/v1/types/add/tasks?{option}={value.Trim('"')}", Add), await Client.PostAsync("/v1/tasks", body),
                await Client.PostAsync(Batch, $"[{body}]"),
            })
            {
                Assert.Equal((value, isTaken ? 202 : 422), (value, (int)answer.Status));
                if (!isTaken)
                {
                    Assert.EndsWith($"/{option} {code}", Assert.Single(answer.IsProblem(422, "invalid-options").Faults()), StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task A_task_has_up_to_twenty_tags_with_names_of_up_to_a_hundred_characters()
    {
        string longest = new string('t', 97) + ".-_";
        string[] tags = [.. Enumerable.Range(1, 19).Select(i => $"T{i}"), longest];
        string query = string.Join('&', tags.Select(tag => $"tag={tag}"));

        Answer task = await SubmitUnservedAsync($"&{query}");
        Answer tooMany = await Client.PostAsync($"/v1/types/add/tasks?{query}&tag=more", Add);
        Answer tooLong = await Client.PostAsync($"/v1/types/add/tasks?tag={longest}x&tag=%C3%A9&tag=", Add);

        Assert.Equal(JsonSerializer.Serialize(tags), task.Raw("tags"));
        Assert.Equal(["#/tags length"], tooMany.IsProblem(422, "invalid-options").Faults());
        Assert.Equal(["#/tags/0 pattern", "#/tags/1 pattern", "#/tags/2 pattern"], tooLong.IsProblem(422, "invalid-options").Faults());
    }

    [Theory]
    [InlineData("add", """{"x":1}""", "#/args/y required")]
    [InlineData("add", """{"x":1,"y":2,"Y":3}""", "#/args/Y unknown")]
    [InlineData("add", """{"x":null,"y":"2"}""", "#/args/x type", "#/args/y type")]
    [InlineData("add", """{"x":2147483648,"y":-1e20}""", "#/args/x range", "#/args/y range")]
    [InlineData("add", """{"x":1.5,"y":2}""", "#/args/x type")]
    [InlineData("add", "[]", "#/args type")]
    [InlineData("add", "null", "#/args type")]
    [InlineData("quickstart", """{"required_arg":"\ud800"}""", "#/args/required_arg type")]
    [InlineData("weekday", """{"day":"monday"}""", "#/args/day enum")]
    [InlineData("weekday", """{"day":1}""", "#/args/day type")]
    [InlineData("weekday", """{"day":"Someday"}""", "#/args/day enum")]
    [InlineData("ranged", """{"n":6}""", "#/args/n range")]
    [InlineData("transpose", """{"m":[[1,2],[3]]}""", "#/args/m/1 length")]
    public async Task Each_fault_has_the_same_code_and_pointer_on_every_submit_route(string type, string args, params string[] faults)
    {
        string body = $$"""{"type":"{{type}}","args":{{args}}}""";
        Answer byType = await Client.PostAsync($"/v1/types/{type}/tasks", args);
        Answer byBody = await Client.PostAsync("/v1/tasks", body);
        Answer inBatch = await Client.PostAsync(Batch, $$"""[{"type":"add","args":{{Add}}},{{body}}]""");

        Assert.Equal(faults, byType.IsProblem(422, "invalid-args").Faults());
        Assert.Equal(faults, byBody.IsProblem(422, "invalid-args").Faults());
        Assert.Equal(faults.Select(fault => fault.Replace("#/", "#/1/", StringComparison.Ordinal)), inBatch.IsProblem(422, "invalid-args").Faults());
        Assert.Equal($"/v1/types/{type}/tasks", byType.String("instance"));
    }

    [Fact]
    public async Task Arguments_nest_to_64_levels_and_results_to_128()
    {
        string deepest = string.Concat(Enumerable.Repeat("""{"a":""", 63)) + "{}" + new string('}', 63);
        string tooDeep = $$"""{"a":{{deepest}}}""";
        foreach ((string path, string before, string after) in new[]
        {
            ("/v1/types/echo/tasks", "", ""), ("/v1/tasks", """{"type":"echo","args":""", "}"), (Batch, """[{"type":"echo","args":""", "}]"),
        })
        {
            Assert.Equal(202, (int)(await Client.PostAsync(path, before + deepest + after)).Status);
            (await Client.PostAsync(path, before + tooDeep + after)).IsProblem(400, "malformed-request");
        }

        Answer stored = await Client.SubmitAsync("nest", """{"depth":128}""", "", ("Prefer", "wait=60, return=minimal"));
        Answer refused = await Client.SubmitAsync("nest", """{"depth":129}""", "?wait=60");

        Assert.Equal(256, (await Client.GetAsync($"/v1/tasks/{stored.Id}/result")).Bytes.Length);
        Assert.Equal(("failed", 1), (refused.String("outcome"), refused.Number("attempt")));
        IsError(refused, "invalid-result", null, attempt: 1);
        Assert.Contains("128", refused.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enum_in_its_exact_case_is_taken() => Assert.Equal(
        "\"Monday\"", (await Client.SubmitAsync("weekday", """{"day":"Monday"}""", "?wait=60")).Raw("result"));

    [Fact]
    public async Task The_least_of_a_wait_and_sixty_seconds_is_applied()
    {
        Answer done = await Client.SubmitAsync("add", Add, "?wait=61");
        Answer viewed = await Client.GetAsync($"/v1/tasks/{done.Id}?wait=1e9");

        Assert.Equal((200, "wait=60"), ((int)done.Status, done.Header("Preference-Applied")));
        Assert.Equal((200, "wait=60"), ((int)viewed.Status, viewed.Header("Preference-Applied")));
        (await Client.GetAsync($"/v1/tasks/{done.Id}?wait=-1")).IsProblem(400, "malformed-request");
        (await Client.GetAsync($"/v1/tasks/{done.Id}", ("Prefer", "wait=soon"))).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task An_idempotency_key_has_1_to_255_visible_ASCII_characters_bare_or_in_quotes()
    {
        string longest = Guid.NewGuid().ToString("N") + new string('~', 255 - 32);
        long id = (await Client.SubmitAsync("add", Add, "", ("Idempotency-Key", longest))).Id;

        Assert.Equal(id, (await Client.SubmitAsync("add", Add, "?wait=0", ("Idempotency-Key", $"\"{longest}\""))).Id);
        foreach (string bad in new[] { $"{longest}x", "", "\"\"", "a b", "\"open" })
        {
            (await Client.PostAsync("/v1/types/add/tasks", Add, ("Idempotency-Key", bad))).IsProblem(400, "malformed-request");
            (await Client.PostAsync("/v1/tasks", $$"""{"type":"add","args":{{Add}}}""", ("Idempotency-Key", bad))).IsProblem(400, "malformed-request");
        }
    }

    [Fact]
    public async Task Each_type_shows_its_schemas_and_defaults()
    {
        Answer type = await Client.GetAsync("/v1/types/add");

        Assert.Equal(
            ["name", "description", "args", "result", "queue", "priority", "timeout", "maxAttempts", "ttl"],
            NamesOf(type.Json).Take(9));
        Assert.Equal(("add", "null", "integer"), (type.String("name"), type.Raw("timeout"), type.Json.GetProperty("result").GetProperty("type").GetString()));
        Assert.Equal(["x", "y"], type.Json.GetProperty("args").GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain("$ref", (await Client.GetAsync("/v1/types/figure")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_and_janitors_show_who_they_are_and_what_they_run()
    {
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);
        string id = (await Client.GetAsync($"/v1/tasks/{running}")).String("handler")!;

        JsonElement handler = Assert.Single((await server.OtherProcess.GetAsync("/v1/handlers")).Json.GetProperty("items").EnumerateArray(),
            member => member.GetProperty("id").GetString() == id);
        JsonElement janitor = (await server.OtherProcess.GetAsync("/v1/janitors")).Json.GetProperty("items")[0];
        gate.Open();
        await Client.DoneAsync(running);

        Assert.Equal(MembersOfMembers, NamesOf(handler));
        Assert.Equal(MembersOfMembers, NamesOf(janitor));
        Assert.Equal(("handler", "janitor"), (handler.GetProperty("role").GetString(), janitor.GetProperty("role").GetString()));
        Assert.Equal((8, Environment.ProcessId), (handler.GetProperty("slots").GetInt32(), handler.GetProperty("pid").GetInt32()));
        Assert.Equal(["default", "served"], handler.GetProperty("queues").EnumerateArray().Select(queue => queue.GetString()));
        Assert.Contains(running, handler.GetProperty("running").EnumerateArray().Select(task => task.GetInt64()));
        Assert.Equal(("null", "null"), (handler.GetProperty("goneAt").GetRawText(), handler.GetProperty("lost").GetRawText()));
        foreach (string instant in new[] { "startedAt", "lastBeatAt" })
        {
            Assert.Matches(InstantPattern(), handler.GetProperty(instant).GetString());
            Assert.Matches(InstantPattern(), janitor.GetProperty(instant).GetString());
        }
    }

    [Fact]
    public async Task A_task_that_waits_or_runs_is_not_deleted_and_one_that_is_done_is()
    {
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);
        long waiting = (await SubmitUnservedAsync()).Id;

        (await Client.SendAsync("DELETE", $"/v1/tasks/{waiting}", null)).IsProblem(409, "task-not-finished");
        (await Client.SendAsync("DELETE", $"/v1/tasks/{running}", null)).IsProblem(409, "task-not-finished");
        gate.Open();
        await Client.DoneAsync(running);
        Answer deleted = await server.OtherProcess.SendAsync("DELETE", $"/v1/tasks/{running}", null);

        Assert.Equal((204, 0), ((int)deleted.Status, deleted.Bytes.Length));
        foreach (string path in new[] { "", "/result", "/result?select=/a", "/result/shape", "/logs", "/attempts", "/explain", "/events" })
        {
            (await Client.GetAsync($"/v1/tasks/{running}{path}")).IsProblem(404, "unknown-task");
        }
    }

    [Theory]
    [InlineData("GET", "/task/new", 405)]
    [InlineData("POST", "/task/1/view", 405)]
    [InlineData("GET", "/task/x/view", 404)]
    [InlineData("GET", "/task/1", 404)]
    public async Task Every_error_of_the_old_routes_carries_a_message(string method, string path, int status)
    {
        Answer answer = await Client.SendAsync(method, path, null);

        Assert.Equal((status, "application/json"), ((int)answer.Status, answer.ContentType));
        Assert.NotEmpty(answer.String("message")!);
        Assert.Equal(status == 405, answer.Header("Allow") is not null);
    }

    [Fact]
    public async Task A_body_over_the_limit_has_a_message_on_the_old_route_too()
    {
        Answer answer = await Client.PostAsync("/task/new", $$"""{"required_arg":"{{new string('x', 1024 * 1024)}}"}""");

        Assert.Equal(413, (int)answer.Status);
        Assert.NotEmpty(answer.String("message")!);
    }

    [Fact]
    public async Task Instants_of_the_old_routes_are_whole_seconds_of_those_of_the_task()
    {
        Answer old = await Client.PostAsync("/task/new", """{"required_arg":"test"}""");
        Answer task = await Client.GetAsync($"/v1/tasks/{old.Id}");

        Assert.Equal(
            (Instant(task, "createdAt").ToUnixTimeSeconds(), Instant(task, "expiresAt").ToUnixTimeSeconds()),
            (old.Number("created"), old.Number("expire")));
        Assert.Equal(
            ["args", "created", "expire", "id", "required_arg", "result", "status"],
            NamesOf(old.Json).Order(StringComparer.Ordinal));
        Assert.Equal("quickstart", task.String("type"));
    }
}
