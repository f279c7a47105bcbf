using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.Web.Routes;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>Requests that no client should send, thousands of them, to every route: whatever comes, the answer is one that the table of
/// routes has, an error is a problem, and nothing that was refused is stored.</summary>
/// <remarks>The requests follow from <c>ERRAND_FUZZ_SEED</c>; <c>ERRAND_FUZZ_REQUESTS</c> says how many there are. Nothing else runs in
/// this process meanwhile, so that what it remembers can be measured.</remarks>
[Collection(nameof(Alone))]
public abstract class FuzzTests(StoreKind kind) : OnEveryStore(kind)
{
    private const int AtOnce = 4;
    private const int HalfOpen = 100;
    private const int MostShown = 20;

    /// <summary>How much more memory may be in use after all requests than before.</summary>
    private const long MostMemory = 64L << 20;

    private static readonly int Seed = Setting("ERRAND_FUZZ_SEED", 20_261_130);
    private static readonly int Requests = Setting("ERRAND_FUZZ_REQUESTS", 4000);

    private readonly ConcurrentBag<long> _accepted = [];
    private readonly ConcurrentQueue<string> _failures = [];

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public async Task Whatever_is_sent_the_server_keeps_to_its_contract()
    {
        await using TestStore store = await CreateStoreAsync();
        await using FuzzServer server = await FuzzServer.StartAsync(store);
        Assert.All(server.Routes.Where(route => route.ReadsBody), route => Assert.True(FuzzBodies.Knows(route), route.Pattern));
        await SeedAsync(server);
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        Task<FuzzAnswer?> slow = SendSlowlyAsync(server);
        using HalfOpenConnections halfOpen = await HalfOpenConnections.OpenAsync(server.Address, HalfOpen);
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(Waiting.Stop))
        {
            var load = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => LoadAsync(server, end)));
            try
            {
                await SendAllAsync(server);
            }
            finally
            {
                await end.CancelAsync();
                await load;
            }
        }

        FuzzAnswer? tooSlow = await slow;
        Assert.True(tooSlow is null or { Status: 408 }, $"{tooSlow?.Status} {tooSlow?.Text}");
        Assert.True(_failures.IsEmpty, string.Join("\n=======\n", _failures.Take(MostShown)));
        Assert.True(!server.UnexpectedLines.Any(), string.Join('\n', server.UnexpectedLines.Take(MostShown)));
        Assert.Empty((await server.StoredAsync()).Except(_accepted));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, MostMemory);
    }

    /// <summary>Tasks of each kind and state, with the first ids.</summary>
    private async Task SeedAsync(FuzzServer server)
    {
        using HttpClient client = server.NewClient();
        (string Type, string Args, string Options)[] kinds =
        [
            ("add", """{"x":1,"y":2}""", "wait=30"), ("echo", """{"a":[1,2,{"b":"é"}]}""", "wait=30"), ("rows", """{"rows":50}""", "wait=30"),
            ("fail", "{}", "wait=30&maxAttempts=1"), ("echo", "{}", "delay=86400&queue=fuzz&tag=a"), ("sleep", "{}", "queue=other"),
        ];
        for (int i = 0; i < FuzzRequests.Ids; i++)
        {
            // Of those that never end only a few: each holds a slot.
            (string type, string args, string options) = kinds[i % (i < 2 * kinds.Length ? kinds.Length : kinds.Length - 1)];
            using var body = new StringContent(args, Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await client.PostAsync(
                new Uri($"/v1/types/{type}/tasks?{options}", UriKind.Relative), body, Waiting.Stop);
            Assert.True(answer.IsSuccessStatusCode || type == "fail", $"{answer}");
            _accepted.Add(i + 1);
        }
    }

    private async Task SendAllAsync(FuzzServer server)
    {
        var requests = new FuzzRequests(server.Routes, server.Address, Seed);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Waiting.Stop },
            async (number, _) => await SendAsync(server, requests, number));
    }

    private async Task SendAsync(FuzzServer server, FuzzRequests requests, int number)
    {
        FuzzRequest request = requests.Create(number);
        FuzzAnswer? answer = null;
        try
        {
            answer = await FuzzAnswer.ToAsync(server.Address, request);
            Check(request, answer);
        }
        catch (Exception e) when (!Waiting.Stop.IsCancellationRequested)
        {
            string which = string.Create(CultureInfo.InvariantCulture, $"Request {number} of seed {Seed}, {request.Route.Pattern}");
            _failures.Enqueue($"{which}: {e.Message}\n{answer?.Status} {answer?.Text}\n--- sent:\n{request}");
        }
    }

    private void Check(FuzzRequest request, FuzzAnswer? answer)
    {
        if (answer is null)
        {
            Assert.False(request.IsHttp, "It was not answered.");
            return;
        }

        Assert.True(answer.Status < 500 || MayFail(request, answer), "The server failed.");
        if (request is { IsOfRoute: true, IsHttp: true })
        {
            Assert.Contains(answer.Status, request.Route.Statuses);
        }

        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        if (answer.Status >= 400)
        {
            IsProblem(request, answer);
        }
        else if (answer.Body.Length > 0 && answer.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            Accept(request, answer.Json);
        }
    }

    /// <summary>Where the contract says so: a server that is not ready, too many passes over results at once, and HTTP that the server does
    /// not know.</summary>
    private static bool MayFail(FuzzRequest request, FuzzAnswer answer) => answer.Status switch
    {
        503 => request.Route.Pattern == "/health/ready"
            || (request.Route.Pattern.StartsWith("/v1/tasks/{id}/result", StringComparison.Ordinal) && answer.Headers.ContainsKey("Retry-After")
                && answer.Text.Contains("problem/overloaded", StringComparison.Ordinal)),
        501 or 505 => !request.IsHttp,
        _ => false,
    };

    private static void IsProblem(FuzzRequest request, FuzzAnswer answer)
    {
        if (request.Method == "HEAD" || (answer.Body.Length == 0 && !request.IsHttp))
        {
            return; // Kestrel itself answers what is not HTTP without a body.
        }

        JsonElement problem = answer.Json;
        if (answer.ContentType != "application/problem+json")
        {
            // Only the routes of flask-tasks, and what is below their address.
            Assert.Equal("application/json", answer.ContentType);
            Assert.True(problem.TryGetProperty("message", out _));
            return;
        }

        Assert.Equal(answer.Status, problem.GetProperty("status").GetInt32());
        Assert.All((string[])["type", "title", "detail", "instance", "traceId"], member => Assert.NotEmpty(problem.GetProperty(member).GetString()!));
        Assert.Equal(answer.Status == 422, problem.TryGetProperty("errors", out _));
    }

    private void Accept(FuzzRequest request, JsonElement answer)
    {
        if (request.Route.Backlog == RouteBacklog.None || request.Method != "POST")
        {
            return;
        }

        if (answer.TryGetProperty("id", out JsonElement one))
        {
            _accepted.Add(one.GetInt64());
            return;
        }

        foreach (JsonElement id in answer.GetProperty("ids").EnumerateArray())
        {
            _accepted.Add(id.GetInt64());
        }
    }

    /// <summary>What other clients do meanwhile, without noticing any of this.</summary>
    private async Task LoadAsync(FuzzServer server, CancellationTokenSource end)
    {
        using HttpClient client = server.NewClient();
        for (int x = 0; !end.IsCancellationRequested; x++)
        {
            using HttpResponseMessage answer = await client.PostAsJsonAsync(
                new Uri($"/v1/types/load/tasks?queue=load&wait=30", UriKind.Relative), new { x }, Waiting.Stop);
            JsonElement task = await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop);
            Assert.Equal((HttpStatusCode.OK, x), (answer.StatusCode, task.GetProperty("result").GetInt32()));
            _accepted.Add(task.GetProperty("id").GetInt64());
        }
    }

    /// <summary>A body that comes byte by byte, slower than the server waits for.</summary>
    private static async Task<FuzzAnswer?> SendSlowlyAsync(FuzzServer server)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Address.Host, server.Address.Port, Waiting.Stop);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/types/add/tasks HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"),
            Waiting.Stop);
        await using var stream = new NetworkStream(socket);
        return await FuzzAnswer.ReadAsync(stream, isHead: false, Waiting.Stop);
    }

    private static int Setting(string name, int other) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : other;
}

public sealed class SqliteFuzzTests() : FuzzTests(StoreKind.Sqlite);

public sealed class PostgresFuzzTests() : FuzzTests(StoreKind.Postgres);
