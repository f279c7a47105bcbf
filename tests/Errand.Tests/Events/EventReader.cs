using System.Net.ServerSentEvents;
using System.Text.Json;
using Errand.Tests.Hosting;

namespace Errand.Tests.Events;

/// <summary>An open event stream, read by the parser of .NET.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly SseParser<string> _parser;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body);
        _events = _parser.EnumerateAsync(Waiting.Stop).GetAsyncEnumerator(Waiting.Stop);
    }

    public HttpResponseMessage Response => _response;

    /// <summary>How long a client waits before it connects again.</summary>
    public TimeSpan ReconnectionInterval => _parser.ReconnectionInterval;

    public string LastEventId => _parser.LastEventId;

    /// <summary>Fails unless the stream is there.</summary>
    public static async Task<EventReader> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Waiting.Stop);
        Assert.Equal(200, (int)response.StatusCode);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(Waiting.Stop));
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<(string Name, JsonElement Data)?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().Soon() ? (_events.Current.EventType, JsonElement.Parse(_events.Current.Data)) : null;

    /// <summary>The data of the next event that is called so.</summary>
    public async Task<JsonElement> NextAsync(string name)
    {
        while (true)
        {
            (string Name, JsonElement Data) next = await NextAsync() ?? throw new InvalidOperationException($"There came no {name}.");
            if (next.Name == name)
            {
                return next.Data;
            }
        }
    }

    /// <summary>All events up to the end of the stream.</summary>
    public async Task<List<(string Name, JsonElement Data)>> RestAsync()
    {
        List<(string Name, JsonElement Data)> rest = [];
        while (await NextAsync() is { } next)
        {
            rest.Add(next);
        }

        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        // The answer first: to read on until its end is what the stream would do.
        _response.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException)
        {
            // It was cut, perhaps in the middle of a read.
        }
    }
}
