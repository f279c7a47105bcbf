using System.Net;
using System.Text.Json;
using Errand.Access;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Events;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Events;

public sealed class EventStreamTests
{
    private const string Path = "/v1/tasks/1/events";

    [Fact]
    public async Task A_silent_stream_gets_a_comment_every_15_seconds()
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await StartAsync(time);
        using HttpResponseMessage response = await server.Client.GetAsync(
            new Uri(server.Address, Path), HttpCompletionOption.ResponseHeadersRead, Waiting.Stop);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Waiting.Stop));

        Assert.Equal("retry: 2000", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("event: status", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("id: 1.0.0", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.StartsWith("""data: {"id":1,""", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon(), StringComparison.Ordinal);
        Assert.Equal("", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("event: progress", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        while (await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon() is not "")
        {
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(": ping", await time.TurnUntilAsync(lines.ReadLineAsync(Waiting.Stop).AsTask(), seconds: 1));
            Assert.Equal("", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        }
    }

    [Fact]
    public async Task Progress_comes_once_a_second_and_the_newest_at_last()
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await StartAsync(time);
        await using EventReader events = await OpenAsync(server);
        Assert.Equal(0.25, (await events.NextAsync("progress")).GetProperty("value").GetDouble());

        for (int i = 1; i <= 5; i++)
        {
            server.Store.Change(1, before => before with { Progress = 0.25 + (i * 0.1) });
            server.Events.Publish(new Signals.TaskEvent(Signals.TaskEventKind.Reported, new TaskId(1)));
        }

        Task<JsonElement> next = events.NextAsync("progress");
        Assert.Equal(0.75, (await time.TurnUntilAsync(next)).GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task A_stream_of_a_task_that_is_done_ends_and_its_connection_is_used_again()
    {
        await using WebServer server = await StartAsync();
        server.Finish(1, "[3]");

        Answer stream = await server.GetAsync(Path).Soon();

        Assert.Equal((200, "text/event-stream"), ((int)stream.Status, stream.ContentType));
        Assert.Contains("event: end\nid: 1.0.0\ndata: {\"id\":1,", stream.Text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", stream.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_stream_ends_when_the_server_stops()
    {
        await using WebServer server = await StartAsync();
        await using EventReader events = await OpenAsync(server);
        await events.NextAsync("progress");

        server.Waiters.Stop();

        Assert.Empty(await events.RestAsync());
        Assert.Empty(server.Log.Ids);
    }

    [Fact]
    public async Task A_stream_stays_open_while_the_store_is_away_and_another_does_not_begin()
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await StartAsync(time);
        await using EventReader events = await OpenAsync(server);
        await events.NextAsync("progress");

        server.Store.ReadFailure = new StoreUnavailableException("It is away.");
        server.Finish(1, "[3]");
        Task<(string Name, JsonElement Data)?> next = events.NextAsync();
        int failed = server.Store.StampReads;
        await time.TurnUntilAsync(Until(() => server.Store.StampReads > failed + 60), seconds: 1);
        (await server.GetAsync(Path)).IsProblem(503, "store-unavailable");
        Assert.False(next.IsCompleted);
        server.Store.ReadFailure = null;

        Assert.Equal("done", (await time.TurnUntilAsync(next))!.Value.Data.GetProperty("status").GetString());
        Assert.Equal(["end"], (await events.RestAsync()).Select(happened => happened.Name));
    }

    [Fact]
    public async Task One_address_has_at_most_200_streams_and_one_that_is_left_is_free_at_once()
    {
        await using WebServer server = await StartAsync();
        List<EventReader> readers = [];
        for (int i = 0; i < OpenStreams.MostOfOne; i++)
        {
            readers.Add(await OpenAsync(server));
        }

        Answer refused = (await server.GetAsync(Path)).IsProblem(429, "rate-limited");
        Assert.NotNull(refused.Header("Retry-After"));

        await readers[0].DisposeAsync();
        long start = TimeProvider.System.GetTimestamp();
        while ((await server.SendAsync("HEAD", Path, null)).Status == HttpStatusCode.TooManyRequests)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), "The stream was not given up.");
        }

        await using (EventReader another = await OpenAsync(server))
        {
            await another.NextAsync("status");
        }

        foreach (EventReader reader in readers[1..])
        {
            await reader.DisposeAsync();
        }
    }

    [Fact]
    public void A_process_has_at_most_5000_streams()
    {
        var streams = new OpenStreams();
        RouteRequest[] clients = [.. Enumerable.Range(0, OpenStreams.Most).Select(i => Client(i / 100))];
        Assert.All(clients, client => Assert.Null(streams.Enter(client)));

        Problem refused = Assert.IsType<Problem>(streams.Enter(Client(1000)));

        Assert.Equal((503, "overloaded"), (refused.Status, refused.Slug));
        streams.Leave(clients[0]);
        Assert.Null(streams.Enter(Client(1000)));
        Assert.NotNull(streams.Enter(Client(1000)));
        Assert.Equal(OpenStreams.Most, streams.Count);

        static RouteRequest Client(int number) => new(new DefaultHttpContext
        {
            Connection = { RemoteIpAddress = new IPAddress([10, 0, (byte)(number >> 8), (byte)number]) },
        })
        {
            Caller = Caller.Of(Principal.Anonymous(Scopes.All)),
        };
    }

    private static async Task<WebServer> StartAsync(FakeTimeProvider? time = null)
    {
        WebServer server = await WebServer.StartAsync(time: time);
        server.Store.Put(TestTasks.Running(1), null);
        return server;
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(5, Waiting.Stop);
        }
    }

    private static Task<EventReader> OpenAsync(WebServer server) =>
        EventReader.OpenAsync(server.Client, new Uri(server.Address, Path).AbsoluteUri);
}
