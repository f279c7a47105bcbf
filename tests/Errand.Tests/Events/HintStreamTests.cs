using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Web.Events;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Events;

/// <summary>Streams of hints, and how many of them a process can serve.</summary>
public sealed class HintStreamTests
{
    private const string Path = "/v1/events?topics=tasks";

    [Fact]
    public async Task A_silent_stream_gets_a_comment_every_15_seconds()
    {
        var time = new FakeTimeProvider();
        await using WebServer server = await WebServer.StartAsync(time: time);
        using HttpResponseMessage response = await server.Client.GetAsync(
            new Uri(server.Address, Path), HttpCompletionOption.ResponseHeadersRead, Waiting.Stop);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Waiting.Stop));

        Assert.Equal("retry: 2000", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("event: tasks", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("id: 1", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("""data: {"ids":[],"more":true,"types":[],"queues":[]}""", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        Assert.Equal("", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(": ping", await time.TurnUntilAsync(lines.ReadLineAsync(Waiting.Stop).AsTask(), seconds: 1));
            Assert.Equal("", await lines.ReadLineAsync(Waiting.Stop).AsTask().Soon());
        }
    }

    [Fact]
    public async Task Every_stream_ends_when_the_server_stops()
    {
        await using WebServer server = await WebServer.StartAsync();
        await using EventReader hints = await OpenAsync(server.Client, server);
        await hints.NextAsync("tasks");

        server.Waiters.Stop();

        Assert.Empty(await hints.RestAsync());
        Assert.Empty(server.Log.Ids);
    }

    [Fact]
    public async Task A_store_that_is_away_delays_a_hint_and_ends_no_stream()
    {
        await using WebServer server = await WebServer.StartAsync();
        await using EventReader hints = await OpenAsync(server.Client, server);
        await hints.NextAsync("tasks");
        server.Store.ReadFailure = new StoreUnavailableException("It is away.");
        server.Events.Publish(new Signals.TaskEvent(Signals.TaskEventKind.Started, new TaskId(1)));
        Task<JsonElement> next = hints.NextAsync("tasks");
        server.Events.Publish(new Signals.TaskEvent(Signals.TaskEventKind.Done, new TaskId(1)));
        server.Store.ReadFailure = null;

        JsonElement hint = await next;
        Assert.True(hint.GetProperty("more").GetBoolean() || hint.GetProperty("ids")[0].GetInt64() == 1);
    }

    [Fact]
    public async Task Hints_count_with_the_streams_of_tasks()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Running(1), null);
        List<EventReader> readers = [];
        for (int i = 0; i < OpenStreams.MostOfOne; i++)
        {
            readers.Add(await OpenAsync(server.Client, server, i % 2 == 0 ? Path : "/v1/tasks/1/events"));
        }

        (await server.GetAsync(Path)).IsProblem(429, "rate-limited");
        (await server.GetAsync("/v1/tasks/1/events")).IsProblem(429, "rate-limited");
        Assert.Equal(OpenStreams.MostOfOne, server.Streams.Count);
        foreach (EventReader reader in readers)
        {
            await reader.DisposeAsync();
        }

        await UntilNoneIsLeftAsync(server);
    }

    [Fact]
    public async Task Two_thousand_streams_get_every_hint_and_leave_their_places()
    {
        const int Streams = 2000;
        const int OfOneAddress = 100;
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Running(7), null);
        List<HttpClient> clients = [];
        List<EventReader> readers = [];
        for (int i = 0; i < Streams / OfOneAddress; i++)
        {
            HttpClient client = ClientAt(IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.1.{i + 1}")));
            clients.Add(client);
            readers.AddRange(await Task.WhenAll(Enumerable.Range(0, OfOneAddress).Select(_ => OpenAsync(client, server))));
        }

        await Task.WhenAll(readers.Select(reader => reader.NextAsync("tasks")));
        Assert.Equal(Streams, server.Streams.Count);

        // Other tasks run meanwhile.
        long add = (await server.PostAsync("/v1/types/add/tasks", """{"x":1,"y":2}""")).Id;
        server.Finish(add, "3");
        server.Finish(7, "true");
        await Task.WhenAll(readers.Select(reader => HintedAtAsync(reader, 7)));

        await Task.WhenAll(readers.Select(reader => reader.DisposeAsync().AsTask()));
        await UntilNoneIsLeftAsync(server);
        clients.ForEach(client => client.Dispose());
        await using EventReader another = await OpenAsync(server.Client, server);
        await another.NextAsync("tasks");
    }

    /// <summary>Waits for the hint that names this task, or tells a reader that was too slow for it to look at all.</summary>
    private static async Task HintedAtAsync(EventReader reader, long id)
    {
        JsonElement hint;
        do
        {
            hint = await reader.NextAsync("tasks");
        }
        while (!hint.GetProperty("more").GetBoolean() && !hint.GetProperty("ids").EnumerateArray().Any(each => each.GetInt64() == id));
    }

    private static async Task UntilNoneIsLeftAsync(WebServer server)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (server.Streams.Count > 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), "Some streams were not given up.");
            await Task.Delay(5, Waiting.Stop);
        }
    }

    private static Task<EventReader> OpenAsync(HttpClient client, WebServer server, string path = Path) =>
        EventReader.OpenAsync(client, new Uri(server.Address, path).AbsoluteUri);

    /// <summary>A client of an address of its own: this whole network is the machine itself.</summary>
    private static HttpClient ClientAt(IPAddress address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ResponseDrainTimeout = TimeSpan.Zero, // Who leaves an event stream leaves at once.
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
