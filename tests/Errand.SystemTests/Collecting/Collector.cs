using System.Collections.Concurrent;
using System.Net;
using Errand.TestDatabases;
using Google.Protobuf;

namespace Errand.SystemTests.Collecting;

/// <summary>Receives what servers send by OTLP, over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public Collector()
    {
        Address = $"http://127.0.0.1:{FreePort.Find()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _loop = ReceiveAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<SeenSpan> Spans { get; } = new();

    /// <summary>Each metric that came, by its name.</summary>
    public ConcurrentDictionary<string, bool> Metrics { get; } = new();

    /// <summary>The texts of the lines of logs.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Which services sent anything.</summary>
    public ConcurrentDictionary<string, bool> Services { get; } = new();

    /// <summary>The settings of a server that sends to it, soon.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "50"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
    ];

    public Task<SeenSpan> SpanAsync(string name, string traceId = "") => Patience.UntilAsync(
        $"the span {name}", () => Task.FromResult(Spans.FirstOrDefault(span => span.Name == name && span.TraceId.StartsWith(traceId, StringComparison.Ordinal))!),
        span => span is not null);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Take(context.Request.Url!.AbsolutePath, new ProtoMessage(await ByteString.FromStreamAsync(context.Request.InputStream)));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // It is closed.
            }
        }
    }

    /// <summary>Metrics or lines, of all resources and scopes.</summary>
    private static IEnumerable<ProtoMessage> ItemsOf(ProtoMessage request) =>
        request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2));

    private void Take(string path, ProtoMessage request)
    {
        foreach (ProtoMessage resource in request.Messages(1))
        {
            Services[SeenSpan.AttributeOf(resource.Messages(1).Single(), "service.name")] = true;
        }

        switch (path)
        {
            case "/v1/traces":
                foreach (SeenSpan span in SeenSpan.AllOf(request))
                {
                    Spans.Enqueue(span);
                }

                break;
            case "/v1/metrics":
                foreach (ProtoMessage metric in ItemsOf(request))
                {
                    Metrics[metric.Text(1)] = true;
                }

                break;
            case "/v1/logs":
                foreach (ProtoMessage line in ItemsOf(request))
                {
                    Lines.Enqueue(line.Messages(5).Single().Text(1));
                }

                break;
        }
    }
}
