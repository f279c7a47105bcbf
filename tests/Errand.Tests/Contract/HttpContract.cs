using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What docs/http-api.md promises, as a client sees it on the wire: the same on every store.</summary>
/// <remarks>All tests share one server, as clients do; each brings tasks of its own.</remarks>
public abstract partial class HttpContract(ContractServer server)
{
    private const string Add = """{"x":1,"y":2}""";

    private ContractClient Client => server.Client;

    /// <summary>A task that stays where it is.</summary>
    private Task<Answer> SubmitUnservedAsync(string query = "") =>
        Client.SubmitAsync("add", Add, $"?queue={ContractServer.UnservedQueue}{query}");

    /// <summary>A task that runs until the gate opens.</summary>
    private async Task<long> StartAsync(Gate gate, string query = "")
    {
        long id = (await Client.SubmitAsync("hold", gate.Args, query)).Id;
        await gate.Started;
        return id;
    }

    private static DateTimeOffset Instant(Answer task, string member)
    {
        string text = task.String(member)!;
        Assert.Matches(InstantPattern(), text);
        return DateTimeOffset.Parse(text, null);
    }

    private static JsonValueKind KindOf(Answer task, string member) => task.Json.GetProperty(member).ValueKind;

    private static void IsNull(Answer task, params string[] members) =>
        Assert.All(members, member => Assert.Equal(JsonValueKind.Null, KindOf(task, member)));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex InstantPattern();
}

public sealed class SqliteHttpContract(SqliteContractServer server) : HttpContract(server), IClassFixture<SqliteContractServer>;

public sealed class PostgresHttpContract(PostgresContractServer server) : HttpContract(server), IClassFixture<PostgresContractServer>;
