using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Errand.Access;
using Errand.Dashboard.Serving;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Web.Routes;

namespace Errand.Tests.Contract;

/// <summary>What docs/security.md promises, as a client sees it on the wire: the same on every store.</summary>
/// <remarks>All tests share one server, as clients do; each brings keys and tasks of its own.</remarks>
public abstract class AccessContract(AccessServer server)
{
    private const string Args = """{"x":1,"y":2}""";

    private static int _addresses;

    private ContractClient Client => server.Client;

    [Fact]
    public async Task Every_route_refuses_whom_it_must_and_lets_in_whom_it_may()
    {
        List<string> wrong = [];
        foreach (ApiRoute route in server.Routes)
        {
            foreach ((string who, string? key, int[] expected) in await CallersAsync(route))
            {
                int status = await SendAsync(route, key, await TaskOfAsync(route, owner: who.StartsWith("own", StringComparison.Ordinal) ? key! : AccessServer.Root));
                bool isAsExpected = expected.Length > 0 ? expected.Contains(status) : status is < 400 and not 401;
                if (!isAsExpected)
                {
                    wrong.Add($"{route.Methods[0]} {route.Pattern}, {who}: {status}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(server.Routes.Count, 45, 100);
    }

    [Fact]
    public async Task Who_may_see_its_own_tasks_sees_no_others()
    {
        (string one, string other) = (await NewKeyAsync("submit:add"), await NewKeyAsync("submit:add"));
        string reader = await server.KeyAsync("read");
        long[] own = [await SubmitAsync(one), await SubmitAsync(one)];
        long foreign = await SubmitAsync(other);

        Assert.Equal(own.Reverse(), IdsOf(await GetAsync("/v1/tasks", one)));
        Assert.Equal([own[1]], IdsOf(await GetAsync("/v1/tasks?limit=1", one)));
        Assert.Equal([foreign], IdsOf(await GetAsync("/v1/tasks?status=waiting,running,done&count=true", other)));
        Assert.Equal(own.Reverse(), IdsOf(await GetAsync($"/v1/tasks?q=type:add", one)));
        Assert.Equal(2, (await GetAsync("/v1/tasks?count=true", one)).Json.GetProperty("count").GetProperty("value").GetInt32());
        Assert.Contains(foreign, IdsOf(await GetAsync("/v1/tasks?limit=200", reader)));
        foreach (string path in new[] { "", "/result", "/logs", "/attempts", "/explain", "/events", "/result/shape" })
        {
            Answer unknown = (await GetAsync($"/v1/tasks/{foreign}{path}", one)).IsProblem(404, "unknown-task");
            Answer never = (await GetAsync($"/v1/tasks/{foreign + 1_000_000}{path}", one)).IsProblem(404, "unknown-task");
            Assert.Equal(
                never.String("detail")!.Replace($"{foreign + 1_000_000}", "N", StringComparison.Ordinal),
                unknown.String("detail")!.Replace($"{foreign}", "N", StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/task/{foreign}/view", one)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/task/{own[0]}/view", one)).Status);
        (await GetAsync("/v1/stats", one)).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task The_page_of_a_list_belongs_to_its_caller()
    {
        (string one, string other) = (await NewKeyAsync("submit:add"), await NewKeyAsync("submit:add"));
        long[] own = [await SubmitAsync(one), await SubmitAsync(one), await SubmitAsync(one)];
        await SubmitAsync(other);

        string next = (await GetAsync("/v1/tasks?limit=2", one)).String("next")!;

        Assert.Equal([own[0]], IdsOf(await GetAsync($"/v1/tasks?limit=2&cursor={next}", one)));
        (await GetAsync($"/v1/tasks?limit=2&cursor={next}", other)).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Suggestions_and_values_are_of_ones_own_tasks()
    {
        (string one, string other) = (await NewKeyAsync("submit:add"), await NewKeyAsync("submit:add"));
        string tag = $"t{Guid.NewGuid():n}";
        long own = await SubmitAsync(one, $"?tag={tag}a&wait=60");
        await SubmitAsync(other, $"?tag={tag}b&wait=60");

        Assert.Equal([$"{tag}a"], TextsOf(await GetAsync($"/v1/suggest?field=tag&prefix={tag}", one)));
        Assert.Equal(["add"], TextsOf(await GetAsync("/v1/suggest?field=type", one)));
        Assert.Equal(["default"], TextsOf(await GetAsync("/v1/suggest?field=queue", one)));
        Answer values = await GetAsync("/v1/types/add/values?y=sum", one);
        Assert.Equal([own], IdsOf(values));
    }

    [Fact]
    public async Task An_idempotency_key_belongs_to_its_caller()
    {
        (string one, string other) = (await NewKeyAsync("submit:add"), await NewKeyAsync("submit:add"));
        string once = $"{Guid.NewGuid()}";

        long first = await SubmitAsync(one, "", ("Idempotency-Key", once));
        Answer again = await Client.PostAsync("/v1/types/add/tasks", Args, ("X-Api-Key", one), ("Idempotency-Key", once));

        Assert.Equal((first, "true"), (again.Id, again.Header("Idempotency-Replayed")));
        Assert.NotEqual(first, await SubmitAsync(other, "", ("Idempotency-Key", once)));
    }

    [Fact]
    public async Task Each_item_of_a_bulk_action_is_checked_by_itself()
    {
        (string one, string other) = (await NewKeyAsync("submit:fail"), await NewKeyAsync("submit:add"));
        string reader = await NewKeyAsync("read act:own submit:add");
        long failed = await SubmitAsync(one, "?wait=60", type: "fail");
        long foreign = await SubmitAsync(other);
        long own = await SubmitAsync(reader, "?queue=unserved");
        string ids = $"[{failed},{foreign},{own},{long.MaxValue >> 20}]";

        Assert.Equal("0 4 0", Counts(await ActAsync(await NewKeyAsync("submit:add"), "cancel", ids)));
        Assert.Equal("1 1 2", Counts(await ActAsync(reader, "cancel", ids)));
        Assert.Equal("1 2 1", Counts(await ActAsync(reader, "retry", ids))); // Its own task, which was cancelled a moment ago.
        Assert.Equal("1 3 0", Counts(await ActAsync(one, "retry", ids)));
    }

    [Fact]
    public async Task A_task_is_run_again_only_by_who_may_submit_it()
    {
        string owner = await NewKeyAsync("submit:fail");
        long failed = await SubmitAsync(owner, "?wait=60", type: "fail");

        Answer refused = await Client.PostAsync($"/v1/tasks/{failed}/retry", null, ("X-Api-Key", await server.KeyAsync("act submit:add")));
        refused.IsProblem(403, "forbidden");
        Assert.Contains("submit:fail", refused.String("detail"), StringComparison.Ordinal);
        (await Client.PostAsync($"/v1/tasks/{failed}/retry", null, ("X-Api-Key", await NewKeyAsync("submit:fail")))).IsProblem(404, "unknown-task");
        Assert.Equal(HttpStatusCode.Accepted, (await Client.PostAsync($"/v1/tasks/{failed}/retry", null, ("X-Api-Key", owner))).Status);
    }

    [Fact]
    public async Task A_type_may_ask_for_another_scope()
    {
        (await Client.PostAsync("/v1/types/paid/tasks", "{}", ("X-Api-Key", await server.KeyAsync("submit:paid")))).IsProblem(403, "forbidden");
        Assert.Equal(
            HttpStatusCode.Accepted, (await Client.PostAsync("/v1/types/paid/tasks", "{}", ("X-Api-Key", await server.KeyAsync("submit:premium")))).Status);
    }

    [Fact]
    public async Task The_document_of_the_API_has_the_types_that_its_caller_may_submit_or_read()
    {
        (string one, string none) = (await server.KeyAsync("submit:add"), await server.KeyAsync("metrics"));

        Assert.Equal(["add"], TypesIn(await GetAsync("/openapi.json", one)));
        Assert.Equal(["paid"], TypesIn(await GetAsync("/openapi.json", await server.KeyAsync("submit:premium"))));
        Assert.Equal(["add", "fail", "paid"], TypesIn(await GetAsync("/openapi.json", await server.KeyAsync("read"))));
        Assert.Empty(TypesIn(await GetAsync("/openapi.json", none)));
        Assert.Equal(["add"], TypesIn(await GetAsync("/openapi.json?type=add", one)));
        Answer hidden = (await GetAsync("/openapi.json?type=add,paid", one)).IsProblem(404, "unknown-type");
        Assert.Equal(["add"], hidden.Json.GetProperty("nearest").EnumerateArray().Select(name => name.GetString()));
        Answer answer = await GetAsync("/openapi.json", one);
        Assert.Equal("no-cache, private", answer.Header("Cache-Control"));
        Assert.Equal("Authorization, X-Api-Key", answer.Header("Vary"));

        static IEnumerable<string> TypesIn(Answer document) =>
            from path in document.Json.GetProperty("paths").EnumerateObject()
            where path.Name.StartsWith("/v1/types/", StringComparison.Ordinal) && path.Name.EndsWith("/tasks", StringComparison.Ordinal)
            select path.Name.Split('/')[3];
    }

    [Fact]
    public async Task A_key_is_shown_once_and_good_in_every_process_at_once()
    {
        Answer made = await server.MakeKeyAsync("read metrics");

        Assert.Equal("no-store", made.Header("Cache-Control"));
        Assert.True(KeyText.IsWhole(made.String("key")));
        Assert.Equal(KeyText.IdOf(made.String("key")!), made.String("id"));
        Assert.Equal("key:ERRAND_KEY", made.String("createdBy"));
        Assert.Equal(
            HttpStatusCode.OK, (await server.OtherProcess.GetAsync("/v1/tasks", ("Authorization", $"Bearer {made.String("key")}"))).Status);
        Answer list = await GetAsync("/v1/keys", AccessServer.Root);
        Assert.DoesNotContain(made.String("key")!, list.Text, StringComparison.Ordinal);
        JsonElement listed = list.Json.GetProperty("items").EnumerateArray().Single(key => key.GetProperty("id").GetString() == made.String("id"));
        Assert.Equal("read metrics", string.Join(' ', listed.GetProperty("scopes").EnumerateArray()));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_here_at_once_and_elsewhere_within_seconds()
    {
        Answer made = await server.MakeKeyAsync("read");
        string key = made.String("key")!;
        Assert.Equal(HttpStatusCode.OK, (await server.OtherProcess.GetAsync("/v1/tasks", ("X-Api-Key", key))).Status);

        Answer revoked = await Client.SendAsync("DELETE", $"/v1/keys/{made.String("id")}", null, ("X-Api-Key", AccessServer.Root));

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        (await GetAsync("/v1/tasks", key)).IsProblem(401, "unauthenticated");
        long start = TimeProvider.System.GetTimestamp();
        while ((await server.OtherProcess.GetAsync("/v1/tasks", ("X-Api-Key", key))).Status == HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30));
        }

        (await Client.SendAsync("DELETE", "/v1/keys/AbCdEfGh", null, ("X-Api-Key", AccessServer.Root))).IsProblem(404, "unknown-key");
    }

    [Fact]
    public async Task A_rotated_key_has_the_same_tasks()
    {
        Answer old = await server.MakeKeyAsync("submit:add");
        long id = await SubmitAsync(old.String("key")!);

        Answer made = await Client.PostAsync($"/v1/keys/{old.String("id")}/rotate", """{"overlap":3600}""", ("X-Api-Key", AccessServer.Root));

        Assert.Equal((HttpStatusCode.Created, old.String("name")), (made.Status, made.String("name")));
        foreach (string key in new[] { old.String("key")!, made.String("key")! })
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/v1/tasks/{id}", key)).Status);
        }

        (await Client.PostAsync("/v1/keys/AbCdEfGh/rotate", "{}", ("X-Api-Key", AccessServer.Root))).IsProblem(404, "unknown-key");
    }

    [Fact]
    public async Task Nobody_grants_more_than_they_have()
    {
        string admin = await server.KeyAsync("admin");
        Answer strong = await server.MakeKeyAsync("submit:add");

        Answer refused = (await Client.PostAsync("/v1/keys", """{"name":"mine","scopes":["read","submit:add"]}""", ("X-Api-Key", admin)))
            .IsProblem(403, "forbidden");
        Assert.Contains("submit:add", refused.String("detail"), StringComparison.Ordinal);
        (await Client.PostAsync($"/v1/keys/{strong.String("id")}/rotate", "{}", ("X-Api-Key", admin))).IsProblem(403, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/v1/types", strong.String("key")!)).Status);
    }

    [Theory]
    [InlineData("""{"name":"a b","scopes":["read"]}""", "#/name pattern")]
    [InlineData("""{"name":7,"scopes":"read"}""", "#/name type", "#/scopes type")]
    [InlineData("""{"name":"ok","scopes":["read","reed"]}""", "#/scopes/1 enum")]
    [InlineData("""{"name":"ok","scopes":["read act"]}""", "#/scopes/0 enum")]
    [InlineData("""{"scopes":["read"],"colour":1}""", "#/colour unknown", "#/name required")]
    [InlineData("""{"name":"ok","scopes":["read"],"expiresIn":0,"rate":"x","note":5}""", "#/expiresIn range", "#/note type", "#/rate type")]
    [InlineData("[]", "# type")]
    public async Task What_is_wrong_with_a_new_key_is_told_at_once(string body, params string[] faults) =>
        Assert.Equal(
            faults, (await Client.PostAsync("/v1/keys", body, ("X-Api-Key", AccessServer.Root))).IsProblem(422, "invalid-options").Faults());

    [Fact]
    public async Task A_name_has_one_good_key()
    {
        Answer made = await server.MakeKeyAsync("read");

        (await Client.PostAsync("/v1/keys", $$"""{"name":"{{made.String("name")}}","scopes":["read"]}""", ("X-Api-Key", AccessServer.Root)))
            .IsProblem(409, "key-exists");
    }

    [Fact]
    public async Task Who_did_what_is_noted()
    {
        Answer made = await server.MakeKeyAsync("act submit:add admin");
        (string key, string actor) = (made.String("key")!, $"key:{made.String("name")}");
        long id = await SubmitAsync(key, "?queue=unserved");
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null, ("X-Api-Key", key));
        await Client.PostAsync($"/v1/tasks/{id}/retry", null, ("X-Api-Key", key));
        await ActAsync(key, "cancel", $"[{id}]");
        await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null, ("X-Api-Key", key));
        await Client.PostAsync("/v1/queues/default/pause", null, ("X-Api-Key", key));
        await Client.PostAsync("/v1/queues/default/resume", null, ("X-Api-Key", key));

        Answer log = await GetAsync($"/v1/audit?actor={Uri.EscapeDataString(actor)}", key);

        Assert.Equal(
            [
                "queue-resume default", "queue-pause default", $"task-delete {id}", "task-cancel  {\"filter\":{\"ids\":1},\"changed\":1}",
                $"task-retry {id}", $"task-cancel {id}",
            ],
            log.Json.GetProperty("items").EnumerateArray().Select(Line));
        Assert.All(log.Json.GetProperty("items").EnumerateArray(), entry => Assert.Equal("127.0.0.1", entry.GetProperty("address").GetString()));
        Answer first = await GetAsync($"/v1/audit?actor={Uri.EscapeDataString(actor)}&limit=2", key);
        Answer second = await GetAsync($"/v1/audit?actor={Uri.EscapeDataString(actor)}&limit=2&cursor={first.String("next")}", key);
        Assert.Equal([$"task-delete {id}"], second.Json.GetProperty("items").EnumerateArray().Select(Line).Take(1));
        (await GetAsync("/v1/audit?limit=0", key)).IsProblem(400, "malformed-request");

        static string Line(JsonElement entry) => string.Join(
            ' ', new[] { entry.GetProperty("action").GetString(), entry.GetProperty("target").GetString() }
                .Concat(entry.GetProperty("detail") is { ValueKind: JsonValueKind.Object } detail ? [detail.GetRawText()] : []));
    }

    [Fact]
    public async Task Every_page_refuses_whom_it_must()
    {
        long foreign = await SubmitAsync(AccessServer.Root, "?wait=60");
        List<string> wrong = [];
        foreach ((string method, string path, PageNeed need) in server.Pages)
        {
            string small = need switch
            {
                PageNeed.Read => "read:own submit:add",
                PageNeed.ReadOwn => "metrics",
                PageNeed.ActOwn or PageNeed.Submit or PageNeed.ActOrSubmit => "read",
                PageNeed.Admin => "act submit:*",
                _ => "",
            };
            await CheckAsync("none", null, need == PageNeed.Public ? 404 : 401);
            await CheckAsync("wrong", KeyText.Make(), need == PageNeed.Public ? 404 : 401);
            if (small.Length > 0)
            {
                await CheckAsync("too small", await server.KeyAsync(small), 403);
            }

            if (path.StartsWith("/tasks/{id}", StringComparison.Ordinal))
            {
                await CheckAsync("foreign", await server.KeyAsync("submit:add submit:fail handle:none"), 404);
            }

            async Task CheckAsync(string who, string? key, int expected)
            {
                string address = path.Replace("{id}", $"{foreign}", StringComparison.Ordinal).Replace("{type}", "add", StringComparison.Ordinal)
                    .Replace("{queue}", "default", StringComparison.Ordinal).Replace("{**rest}", "x/y/z", StringComparison.Ordinal)
                    .Replace("{hash}", "x", StringComparison.Ordinal).Replace("{file}", "none.css", StringComparison.Ordinal);
                int status = await SendAsync(
                    method, address, method == "POST" ? WebServer.Content("for=week", "application/x-www-form-urlencoded") : null, key);
                if (status != expected)
                {
                    wrong.Add($"{method} {path}, {who}: {status}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(server.Pages.Count, 25, 100);
    }

    [Fact]
    public async Task Pages_show_what_their_caller_may_see()
    {
        (string one, string other) = (await NewKeyAsync("submit:add"), await NewKeyAsync("submit:add"));
        (long own, long foreign) = (await SubmitAsync(one, "?wait=60"), await SubmitAsync(other, "?wait=60"));

        Answer list = await GetAsync("/tasks", one);
        Assert.Contains($"/tasks/{own}\"", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/tasks/{foreign}\"", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/tasks/{own}", one)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/tasks/{own}/result", one)).Status);
        Answer refused = await Client.GetAsync("/tasks");
        Assert.Equal("Bearer realm=\"errand\"", refused.Header("WWW-Authenticate"));
        Assert.Contains("A key or a token is needed", refused.Text, StringComparison.Ordinal);
        Assert.StartsWith("text/html", refused.ContentType, StringComparison.Ordinal);
    }

    /// <summary>Who calls a route, by which key, and what may be answered; nothing: that it is done.</summary>
    private async Task<IEnumerable<(string Who, string? Key, int[] Expected)>> CallersAsync(ApiRoute route)
    {
        (string right, string own, string small) = route.Scope switch
        {
            RouteScope.Submit when IsRetry(route) => ("submit:fail read", "submit:fail", "submit:add read"),
            RouteScope.Submit or RouteScope.SubmitEach => ("submit:add", "", "submit:fail read"),
            RouteScope.Read => ("read", "", "read:own submit:add"),
            RouteScope.ReadOwn => ("read", "submit:add", "metrics"),
            RouteScope.ActOwn => ("act", "submit:add", "read"),
            RouteScope.ActEach => ("act", "submit:add", "read"),
            RouteScope.Admin => ("admin", "", "act submit:*"),
            RouteScope.Metrics => ("metrics", "", "act submit:*"),
            RouteScope.Any => ("metrics submit:add", "", ""),
            _ => ("metrics", "", ""),
        };
        int[] none = route.Scope == RouteScope.Public ? [] : [401];
        List<(string, string?, int[])> callers =
        [
            ("none", null, none), ("wrong", KeyText.Make(), none), ("right", await server.KeyAsync(right), GoodOf(route)),
            ("root", AccessServer.Root, GoodOf(route)),
        ];
        if (small.Length > 0)
        {
            callers.Add(("too small", await server.KeyAsync(small), [403]));
        }

        if (own.Length > 0)
        {
            callers.Add(("own", await server.KeyAsync(own), GoodOf(route)));
        }

        if (own.Length > 0 && HasTask(route))
        {
            callers.Add(("foreign", await server.KeyAsync($"{own} handle:none"), [404]));
        }

        return callers;
    }

    /// <summary>Keys that there are none of.</summary>
    private static int[] GoodOf(ApiRoute route) => route.Pattern.StartsWith("/v1/keys/{id}", StringComparison.Ordinal) ? [404]
        : route.Pattern == "/v1/keys" && route.IsWrite ? [201, 409]
        : [];

    private static bool IsRetry(ApiRoute route) => route.Pattern.EndsWith("/retry", StringComparison.Ordinal);

    private static bool HasTask(ApiRoute route) => route.Pattern.StartsWith("/v1/tasks/{id}", StringComparison.Ordinal) || route.Pattern == "/task/{id}/view";

    /// <summary>A task that the route can do something with.</summary>
    private async Task<long> TaskOfAsync(ApiRoute route, string owner)
    {
        if (!HasTask(route))
        {
            return 0;
        }

        return await SubmitAsync(owner, "?wait=60", type: IsRetry(route) ? "fail" : "add");
    }

    private async Task<int> SendAsync(ApiRoute route, string? key, long task)
    {
        string path = route.Pattern.Replace("{type}", "add", StringComparison.Ordinal).Replace("{queue}", "default", StringComparison.Ordinal)
            .Replace("{file}", "scalar.js", StringComparison.Ordinal)
            .Replace("{id}", HasTask(route) ? $"{task}" : "AbCdEfGh", StringComparison.Ordinal) + QueryOf(route);
        return await SendAsync(route.Methods[0], path, route.ReadsBody ? WebServer.JsonContent(BodyOf(route)) : null, key);
    }

    /// <summary>From an address of its own: there is a limit to how often one sends wrong keys.</summary>
    private async Task<int> SendAsync(string method, string path, HttpContent? content, string? key)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectCallback = ConnectAsync };
        using var http = new HttpClient(handler) { BaseAddress = Client.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = content };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        // Streams need not end.
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Waiting.Stop);
        return (int)response.StatusCode;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _addresses);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(new IPAddress([127, 1, (byte)(number / 250), (byte)(1 + (number % 250))]), 0));
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static string QueryOf(ApiRoute route) => route.Pattern switch
    {
        "/v1/suggest" => "?field=type",
        "/v1/events" => "?topics=tasks",
        "/v1/types/{type}/values" => "?y=sum",
        "/v1/tasks/{id}/result/series" => "?y=/rows/*/1",
        "/v1/tasks/{id}/result/histogram" => "?column=/rows/*/1",
        "/v1/tasks/{id}/result/matrix" or "/v1/tasks/{id}/result/table" => "?at=/rows",
        _ => "",
    };

    private static string BodyOf(ApiRoute route) => route.Pattern switch
    {
        "/v1/types/{type}/tasks" or "/task/new" => Args,
        "/v1/tasks" => $$"""{"type":"add","args":{{Args}}}""",
        "/v1/tasks/batch" => $$"""[{"type":"add","args":{{Args}}}]""",
        "/v1/tasks/actions" => """{"action":"cancel","ids":[1]}""",
        "/v1/tasks/{id}/keep" => """{"until":null}""",
        "/v1/keys" => """{"name":"matrix","scopes":["read"]}""",
        _ => "{}",
    };

    private async Task<string> NewKeyAsync(string scopes) => (await server.MakeKeyAsync(scopes)).String("key")!;

    private Task<Answer> GetAsync(string path, string key) => Client.GetAsync(path, ("X-Api-Key", key));

    private async Task<long> SubmitAsync(string key, string query = "", (string, string)? header = null, string type = "add")
    {
        (string, string)[] headers = [("X-Api-Key", key), .. header is { } more ? [more] : Array.Empty<(string, string)>()];
        Answer answer = await Client.PostAsync($"/v1/types/{type}/tasks{query}", type == "add" ? Args : "{}", headers);
        Assert.True((int)answer.Status is 200 or 202, answer.Text);
        return answer.Id;
    }

    private Task<Answer> ActAsync(string key, string action, string ids) =>
        Client.PostAsync("/v1/tasks/actions", $$"""{"action":"{{action}}","ids":{{ids}}}""", ("X-Api-Key", key));

    private static string Counts(Answer answer) => $"{answer.Number("changed")} {answer.Number("unchanged")} {answer.Number("refused")}";

    private static IEnumerable<long> IdsOf(Answer list) =>
        list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64());

    private static IEnumerable<string?> TextsOf(Answer list) => list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetString());
}

public sealed class SqliteAccessContract(SqliteAccessServer server) : AccessContract(server), IClassFixture<SqliteAccessServer>;

public sealed class PostgresAccessContract(PostgresAccessServer server) : AccessContract(server), IClassFixture<PostgresAccessServer>;
