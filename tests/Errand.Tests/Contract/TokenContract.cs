using System.Net;
using System.Text.Json.Nodes;
using Errand.Tests.Access.Tokens;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What bearers of tokens may do, as they see it on the wire: the same on every store.</summary>
public abstract class TokenContract(AccessServer server)
{
    private const string Args = """{"x":1,"y":2}""";

    private static int _names;

    [Fact]
    public async Task A_task_belongs_to_the_subject_of_the_token_in_every_process()
    {
        (string alice, string bob) = (NewName(), NewName());
        long own = await SubmitAsync(alice);
        long foreign = await SubmitAsync(bob);

        // Another token of the same subject, at another process.
        Answer seen = await server.OtherProcess.GetAsync($"/v1/tasks/{own}", Bearer(alice, ("jti", "2"), ("scope", "read:own")));

        Assert.Equal(HttpStatusCode.OK, seen.Status);
        (await server.OtherProcess.GetAsync($"/v1/tasks/{foreign}", Bearer(alice))).IsProblem(404, "unknown-task");
        Assert.Equal([own], IdsOf(await server.Client.GetAsync("/v1/tasks", Bearer(alice))));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync($"/v1/tasks/{foreign}", Bearer(alice, ("scope", "read")))).Status);
    }

    [Fact]
    public async Task Each_scope_of_a_token_allows_what_it_does_in_a_key()
    {
        string name = NewName();
        long id = await SubmitAsync(name);

        (await server.Client.PostAsync("/v1/types/fail/tasks", "{}", Bearer(name))).IsProblem(403, "forbidden");
        (await server.Client.GetAsync("/v1/keys", Bearer(name))).IsProblem(403, "forbidden");
        (await server.Client.GetAsync($"/v1/tasks/{id}", Bearer(NewName(), ("scope", "openid")))).IsProblem(403, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/v1/keys", Bearer(name, ("scope", "admin")))).Status);
    }

    [Fact]
    public async Task A_token_of_flask_tasks_docker_submits_the_types_that_it_allows()
    {
        (string, string) bearer = Bearer(NewName(), ("scope", null), ("allowed_tasks", new JsonObject { ["add"] = true, ["fail"] = false }));

        Assert.Equal(HttpStatusCode.Accepted, (await server.Client.PostAsync("/v1/types/add/tasks", Args, bearer)).Status);
        (await server.Client.PostAsync("/v1/types/fail/tasks", "{}", bearer)).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task The_audit_log_names_the_subject()
    {
        string name = $"{NewName()} ' \" \\ Ü 🚀";
        long id = await SubmitAsync(name, "?queue=unserved");

        Assert.Equal(HttpStatusCode.OK, (await server.Client.PostAsync($"/v1/tasks/{id}/cancel", null, Bearer(name))).Status);

        Answer audit = await server.Client.GetAsync(
            $"/v1/audit?actor={Uri.EscapeDataString($"jwt:{Claims.Issuer}#{name}")}", ("X-Api-Key", AccessServer.Root));
        Assert.Equal(["task-cancel"], audit.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_refused_on_every_kind_of_route()
    {
        (string, string) wrong = ("Authorization", $"Bearer {SigningKey.Curve("tokens").Sign(Claims.Of(TimeProvider.System.GetUtcNow()))}");
        foreach (string path in new[] { "/v1/tasks", "/v1/types", "/v1/keys", "/v1/events" })
        {
            (await server.Client.GetAsync(path, wrong)).IsProblem(401, "unauthenticated");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/task/1/view", wrong)).Status);
    }

    private static string NewName() => $"user{Interlocked.Increment(ref _names)}";

    private static (string, string) Bearer(string subject, params (string Name, JsonNode? Value)[] changes) => ("Authorization",
        $"Bearer {AccessServer.Tokens.Sign(Claims.Of(TimeProvider.System.GetUtcNow(), [("sub", subject), ("scope", "submit:add"), .. changes]))}");

    private async Task<long> SubmitAsync(string name, string query = "")
    {
        Answer answer = await server.Client.PostAsync($"/v1/types/add/tasks{query}", Args, Bearer(name));
        Assert.True((int)answer.Status is 200 or 202, answer.Text);
        return answer.Id;
    }

    private static IEnumerable<long> IdsOf(Answer list) =>
        list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64());
}

public sealed class SqliteTokenContract(SqliteAccessServer server) : TokenContract(server), IClassFixture<SqliteAccessServer>;

public sealed class PostgresTokenContract(PostgresAccessServer server) : TokenContract(server), IClassFixture<PostgresAccessServer>;
