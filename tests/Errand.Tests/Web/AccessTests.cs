using System.Net;
using Errand.Access;
using Errand.Storage.Access;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

/// <summary>Who is let in, and how those are refused who are not.</summary>
public sealed class AccessTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task A_server_without_keys_on_loopback_is_open()
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync("/v1/types/add/tasks", Args)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/settings")).Status);
        Assert.Null(server.Store.Submitted.Single().Owner);
    }

    [Fact]
    public async Task The_first_key_closes_it_and_revoking_that_does_not_open_it()
    {
        await using WebServer server = await WebServer.StartAsync();
        Answer made = await server.PostAsync("/v1/keys", """{"name":"ci","scopes":["*"]}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);

        Answer refused = (await server.GetAsync("/v1/tasks")).IsProblem(401, "unauthenticated");
        Assert.Equal("Bearer realm=\"errand\"", refused.Header("WWW-Authenticate"));
        string bearer = $"Bearer {made.String("key")}";
        Assert.Equal(HttpStatusCode.NoContent, (await server.SendAsync("DELETE", $"/v1/keys/{made.String("id")}", null, ("Authorization", bearer))).Status);
        (await server.GetAsync("/v1/tasks")).IsProblem(401, "unauthenticated");
        (await server.GetAsync("/v1/tasks", ("Authorization", bearer))).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_server_that_others_reach_is_closed_unless_it_is_said_what_they_may_do()
    {
        await using (WebServer closed = await WebServer.StartAsync(urls: "http://0.0.0.0:0"))
        {
            (await closed.GetAsync("/v1/tasks")).IsProblem(401, "unauthenticated");
            Assert.Equal(HttpStatusCode.OK, (await closed.GetAsync("/ping")).Status);
        }

        await using WebServer open = await WebServer.StartAsync(
            urls: "http://0.0.0.0:0", access: new AccessOptions { Anonymous = Scopes.Parse("submit:add") });
        Answer task = await open.PostAsync("/v1/types/add/tasks", Args);
        Assert.Equal(HttpStatusCode.Accepted, task.Status);
        open.Store.Owners[task.Id] = open.Store.Submitted.Single().Owner!;
        Assert.Equal("anonymous", open.Store.Submitted.Single().Owner);
        Assert.Equal(HttpStatusCode.OK, (await open.GetAsync($"/v1/tasks/{task.Id}")).Status);
        Answer forbidden = (await open.PostAsync("/v1/types/free/tasks", "{}")).IsProblem(403, "forbidden");
        Assert.Equal("Bearer realm=\"errand\", error=\"insufficient_scope\", scope=\"submit:free\"", forbidden.Header("WWW-Authenticate"));
        Assert.Contains("submit:free", forbidden.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_are_never_taken_for_none()
    {
        await using WebServer server = await WebServer.StartAsync(access: new AccessOptions { Anonymous = Scopes.All });
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/tasks")).Status);

        foreach ((string name, string value) in new[]
        {
            ("Authorization", "Bearer"), ("Authorization", "Bearer x"), ("Authorization", $"bearer {KeyText.Make()}"), ("X-Api-Key", ""),
            ("X-Api-Key", "x"),
        })
        {
            Answer refused = (await server.GetAsync("/v1/tasks", (name, value))).IsProblem(401, "unauthenticated");
            Assert.Equal("Bearer realm=\"errand\", error=\"invalid_token\"", refused.Header("WWW-Authenticate"));
        }

        // What a proxy asks for is not meant for us.
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/tasks", ("Authorization", "Basic eDp5"))).Status);
    }

    [Fact]
    public async Task A_key_comes_in_one_of_two_headers_and_never_in_the_query()
    {
        await using WebServer server = await WebServer.StartAsync();
        string key = Add(server, "read");

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/tasks", ("Authorization", $"Bearer {key}"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/tasks", ("X-Api-Key", key))).Status);
        (await server.GetAsync($"/v1/tasks?key={key}")).IsProblem(401, "unauthenticated");
        Answer cached = await server.GetAsync("/v1/types", ("X-Api-Key", key));
        Assert.Equal("private", cached.Header("Cache-Control"));
        Assert.Null((await server.GetAsync("/ping")).Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task After_ten_wrong_keys_a_minute_good_ones_still_pass()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using WebServer server = await WebServer.StartAsync(time: time);
        string key = Add(server, "read");
        for (int i = 0; i < 10; i++)
        {
            (await server.GetAsync("/v1/tasks", ("X-Api-Key", "wrong"))).IsProblem(401, "unauthenticated");
        }

        Answer refused = (await server.GetAsync("/v1/tasks", ("X-Api-Key", "wrong"))).IsProblem(429, "rate-limited");
        Assert.Equal("6", refused.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/tasks", ("X-Api-Key", key))).Status);
        (await server.GetAsync("/v1/tasks")).IsProblem(401, "unauthenticated");
        time.Advance(TimeSpan.FromSeconds(6));
        (await server.GetAsync("/v1/tasks", ("X-Api-Key", "wrong"))).IsProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "tasks.example")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task An_open_server_refuses_what_came_through_a_proxy_and_says_why(string header, string value)
    {
        await using (WebServer server = await WebServer.StartAsync())
        {
            Answer refused = (await server.GetAsync("/v1/tasks", (header, value))).IsProblem(403, "forbidden");
            Assert.Contains("TRUSTED_PROXIES", refused.String("detail"), StringComparison.Ordinal);
            string key = Add(server, "read");
            Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/tasks", (header, value), ("X-Api-Key", key))).Status);
        }

        await using WebServer insecure = await WebServer.StartAsync(
            access: new AccessOptions { Anonymous = Scopes.All, IsInsecure = true });
        Assert.Equal(HttpStatusCode.OK, (await insecure.GetAsync("/v1/tasks", (header, value))).Status);
    }

    [Fact]
    public async Task A_trusted_proxy_says_where_a_client_is()
    {
        await using WebServer server = await WebServer.StartAsync(
            options => options.AllowedHosts = ["tasks.example"], access: new AccessOptions { TrustedProxies = ["loopback"] });
        (string, string)[] forwarded = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Host", "tasks.example"), ("X-Forwarded-Prefix", "/jobs")];

        Answer task = await server.PostAsync("/v1/types/add/tasks", Args, forwarded);

        Assert.Equal("/jobs/v1/tasks/1", task.Header("Location"));
        await server.PostAsync("/v1/queues/default/pause", null, forwarded);
        string key = Add(server, "read");
        for (int i = 0; i < 11; i++)
        {
            await server.GetAsync("/v1/tasks", ("X-Api-Key", "wrong"), ("X-Forwarded-For", "203.0.113.7"));
        }

        (await server.GetAsync("/v1/tasks", ("X-Api-Key", "wrong"), ("X-Forwarded-For", "203.0.113.7"))).IsProblem(429, "rate-limited");
        (await server.GetAsync("/v1/tasks", ("X-Api-Key", "wrong"), ("X-Forwarded-For", "203.0.113.8"))).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Each_caller_may_send_as_many_requests_as_its_key_says()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using WebServer server = await WebServer.StartAsync(time: time, access: new AccessOptions { RateLimit = 1 });
        (string slow, string fast) = (Add(server, "*", "slow"), Add(server, "*", "fast", rate: 5));

        Assert.Equal(2, await CountAsync(server, slow));
        Assert.Equal(10, await CountAsync(server, fast));
        Answer refused = (await server.GetAsync("/v1/tasks", ("X-Api-Key", slow))).IsProblem(429, "rate-limited");
        Assert.Equal("1", refused.Header("Retry-After"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await CountAsync(server, slow));
        Assert.Equal(5, await CountAsync(server, fast));
    }

    [Fact]
    public async Task A_batch_counts_as_many_requests_as_it_has_tasks()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using WebServer server = await WebServer.StartAsync(time: time);
        string key = Add(server, "*", rate: 2);
        string three = $$"""[{"type":"add","args":{{Args}}},{"type":"add","args":{{Args}}},{"type":"add","args":{{Args}}}]""";

        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync("/v1/tasks/batch", three, ("X-Api-Key", key))).Status);
        (await server.PostAsync("/v1/tasks/batch", three, ("X-Api-Key", key))).IsProblem(429, "rate-limited");
        Assert.Equal(3, server.Store.Submitted.Count);
    }

    [Fact]
    public async Task A_batch_with_one_forbidden_type_stores_nothing()
    {
        await using WebServer server = await WebServer.StartAsync();
        string key = Add(server, "submit:add");
        string good = $$"""{"type":"add","args":{{Args}}}""";
        string batch = $$$"""[{{{string.Join(',', Enumerable.Repeat(good, 17))}}},{"type":"free","args":{}},{"type":"nowhere","args":{}}]""";

        Answer refused = await server.PostAsync("/v1/tasks/batch", batch, ("X-Api-Key", key));

        Assert.Equal((HttpStatusCode.Forbidden, "urn:errand:problem/forbidden"), (refused.Status, refused.String("type")));
        Assert.Equal(["#/17/type enum", "#/18/type enum"], refused.Faults());
        Assert.Empty(server.Store.Submitted);
    }

    [Theory]
    [InlineData("add", """{"type":"add","args":{"x":1,"y":2}}""", 202)]
    [InlineData("free", """{"type":"free","args":{}}""", 403)]
    [InlineData("nowhere", """{"type":"nowhere","args":{}}""", 403)]
    [InlineData("no\nwhere", """{"type":"no\nwhere","args":{}}""", 404)]
    public async Task Who_may_not_submit_a_type_is_not_told_whether_it_exists(string type, string envelope, int status)
    {
        await using WebServer server = await WebServer.StartAsync();
        string key = Add(server, "submit:add");
        string args = type == "add" ? Args : "{}";

        Assert.Equal(status, (int)(await server.PostAsync("/v1/tasks", envelope, ("X-Api-Key", key))).Status);
        Assert.Equal(status, (int)(await server.PostAsync($"/v1/types/{Uri.EscapeDataString(type)}/tasks", args, ("X-Api-Key", key))).Status);
        if (status == 404)
        {
            Answer unknown = await server.PostAsync("/v1/tasks", envelope, ("X-Api-Key", key));
            Assert.DoesNotContain("free", unknown.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Callers_see_the_types_that_they_may_submit_or_read()
    {
        await using WebServer server = await WebServer.StartAsync();
        (string one, string all, string none) = (Add(server, "submit:add"), Add(server, "read", "reader"), Add(server, "metrics", "meter"));

        Answer types = await server.GetAsync("/v1/types", ("X-Api-Key", one));
        Assert.Equal(["add"], types.Json.GetProperty("items").EnumerateArray().Select(type => type.GetProperty("name").GetString()));
        Assert.Equal("null", types.Json.GetProperty("items")[0].GetProperty("stats").GetRawText());
        Assert.Equal(3, (await server.GetAsync("/v1/types", ("X-Api-Key", all))).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await server.GetAsync("/v1/types", ("X-Api-Key", none))).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v1/types/add", ("X-Api-Key", one))).Status);
        (await server.GetAsync("/v1/types/free", ("X-Api-Key", one))).IsProblem(404, "unknown-type");
    }

    [Fact]
    public async Task Probes_tell_the_word_to_all_and_the_reason_to_those_who_may_read()
    {
        await using WebServer server = await WebServer.StartAsync();
        string key = Add(server, "read");
        server.Store.Health = _ => Task.FromResult(new Errand.Storage.Messages.HealthAnswer(null, 4, 0, true, false, null));

        Answer word = (await server.GetAsync("/health/ready")).IsProblem(503, null);
        Answer reason = (await server.GetAsync("/health/ready", ("X-Api-Key", key))).IsProblem(503, null);

        Assert.DoesNotContain("read-only", word.Text, StringComparison.Ordinal);
        Assert.Contains("read-only", reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_of_flask_tasks_are_told_in_their_own_way()
    {
        await using WebServer server = await WebServer.StartAsync();
        string key = Add(server, "submit:add");

        Answer none = await server.PostAsync("/task/new", """{"required_arg":"a"}""");
        Answer small = await server.PostAsync("/task/new", """{"required_arg":"a"}""", ("X-Api-Key", key));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (none.Status, small.Status));
        Assert.All([none, small], answer => Assert.NotEmpty(answer.String("message")!));
        Assert.StartsWith("Bearer", none.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_store_a_server_lets_nobody_in_whom_it_does_not_know()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.KeyFailure = new StoreUnavailableException("away");

        (await server.GetAsync("/v1/tasks")).IsProblem(503, "store-unavailable");
        (await server.GetAsync("/v1/tasks", ("X-Api-Key", KeyText.Make()))).IsProblem(503, "store-unavailable");
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/health/live")).Status);
    }

    private static async Task<int> CountAsync(WebServer server, string key)
    {
        int count = 0;
        while ((await server.GetAsync("/v1/tasks", ("X-Api-Key", key))).Status == HttpStatusCode.OK)
        {
            count++;
        }

        return count;
    }

    private static string Add(WebServer server, string scopes, string name = "ci", double? rate = null)
    {
        string key = KeyText.Make();
        server.Store.Keys[KeyText.IdOf(key)] = new StoredKey
        {
            Id = KeyText.IdOf(key),
            Subject = $"key:{name}",
            Hash = KeyText.HashOf(key),
            Scopes = scopes,
            Rate = rate,
            CreatedBy = "cli",
            CreatedAt = server.Time.GetUtcNow(),
        };
        return key;
    }
}
