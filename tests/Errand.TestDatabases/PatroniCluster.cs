using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Errand.TestDatabases;

/// <summary>Three PostgreSQL servers, each under a Patroni that makes one of them the leader and another one the synchronous standby; they
/// agree by an etcd of their own.</summary>
/// <remarks>A commit is confirmed when the synchronous standby has it, and only that standby is made leader by itself: a failover loses
/// nothing confirmed. All of it ends with the process that started it.</remarks>
public sealed class PatroniCluster : IAsyncDisposable
{
    /// <summary>A leader that has not been heard of for so long is replaced.</summary>
    public static readonly TimeSpan LeaderLifetime = TimeSpan.FromSeconds(20);

    /// <summary>An old leader may have to be rewound first, on a machine that does other things, too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ClusterFolder _folder;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private PatroniCluster(ClusterFolder folder)
    {
        _folder = folder;
        int etcd = FreePort.Find();
        Etcd = new EtcdServer(folder, etcd);
        Nodes = [.. Enumerable.Range(1, 3).Select(number => new PatroniNode(folder, $"node{number}", etcd))];
    }

    public IReadOnlyList<PatroniNode> Nodes { get; }

    private EtcdServer Etcd { get; }

    /// <summary>Whether the packages that this needs are there.</summary>
    public static bool IsInstalled => PostgresBinaries.AreInstalled && File.Exists(PatroniNode.Program) && File.Exists(EtcdServer.Program);

    public static async Task<PatroniCluster> StartNewAsync()
    {
        var cluster = new PatroniCluster(await ClusterFolder.CreateAsync());
        try
        {
            cluster.Etcd.Start();
            foreach (PatroniNode node in cluster.Nodes)
            {
                node.Start();
            }

            await cluster.SettledAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>As <c>DATABASE_URL</c> takes it: every node is named, and the one that takes writes is meant.</summary>
    public string UrlOf(string database) =>
        $"postgres://{PostgresServer.User}@{Hosts}/{database}?target_session_attrs=read-write";

    /// <summary>A database, wherever the leader is.</summary>
    public PostgresAccess AccessOf(string database) => new(
        $"Host={Hosts};Username={PostgresServer.User};Database={database};Target Session Attributes=read-write;Host Recheck Seconds=0");

    /// <summary>Returns the leader when there is one again, another one than before.</summary>
    public Task<PatroniNode> NextLeaderAsync(PatroniNode before) =>
        UntilAsync("another leader", async () => await FindLeaderAsync() is { } leader && leader != before ? leader : null);

    public Task<PatroniNode> LeaderAsync() => UntilAsync("a leader", FindLeaderAsync);

    /// <summary>Waits until every node is in its part: a leader, a synchronous standby and another one, all on one timeline.</summary>
    public Task SettledAsync() => UntilAsync("a leader and two standbys", async () => await IsSettledAsync() ? this : null);

    /// <summary>Asks the leader to hand over in order to its synchronous standby.</summary>
    public async Task SwitchOverAsync()
    {
        PatroniNode leader = await LeaderAsync();
        // It answers when it is done, which takes its time.
        using var http = new HttpClient { Timeout = Patience };
        // Not as JSON content, which would come without its length: Patroni asks for it.
        using var order = new StringContent($$"""{"leader": "{{leader.Name}}"}""");
        using HttpResponseMessage answer = await http.PostAsync(leader.Api("switchover"), order);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What Patroni and PostgreSQL said, for whoever has to find out what happened.</summary>
    public string Log => string.Concat(Nodes.Select(node => $"===== {node.Name}\n{node.Log}"));

    public async ValueTask DisposeAsync()
    {
        foreach (PatroniNode node in Nodes)
        {
            node.Kill();
        }

        Etcd.Kill();
        _http.Dispose();
        await _folder.DisposeAsync();
    }

    private string Hosts => string.Join(',', Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{node.Port}")));

    private async Task<PatroniNode?> FindLeaderAsync()
    {
        foreach (PatroniNode node in Nodes)
        {
            // A node that was frozen until just now still believes what it knew: the others know better.
            if ((await MembersAsync(node))?.FirstOrDefault(member => member.Role == "leader") is { State: "running" } leader)
            {
                PatroniNode found = Nodes.Single(candidate => candidate.Name == leader.Name);
                if (await IsLeadingAsync(found))
                {
                    return found;
                }
            }
        }

        return null;
    }

    private async Task<bool> IsSettledAsync()
    {
        foreach (PatroniNode node in Nodes)
        {
            if (await MembersAsync(node) is not { Count: 3 } members
                || members.Any(member => member.State is not ("running" or "streaming"))
                || members.Select(member => member.Timeline).Distinct().Count() != 1
                || members.Count(member => member.Role == "leader") != 1
                || members.Count(member => member.Role == "sync_standby") != 1)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> IsLeadingAsync(PatroniNode node)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(node.Api("primary"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>The cluster as one node sees it; null when that node does not answer.</summary>
    private async Task<List<Member>?> MembersAsync(PatroniNode node)
    {
        try
        {
            JsonElement cluster = await _http.GetFromJsonAsync<JsonElement>(node.Api("cluster"));
            return [.. cluster.GetProperty("members").EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static Member Read(JsonElement member) => new(
        member.GetProperty("name").GetString()!,
        member.GetProperty("role").GetString()!,
        member.GetProperty("state").GetString()!,
        member.TryGetProperty("timeline", out JsonElement timeline) ? timeline.GetInt32() : 0);

    private async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"The cluster did not come to {what} within {Patience}.\n{Log}");
            }

            await Task.Delay(Pause);
        }
    }

    private sealed record Member(string Name, string Role, string State, int Timeline);
}
