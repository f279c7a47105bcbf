using System.Net.ServerSentEvents;

namespace Errand.Calls;

/// <summary>One connection of a stream of events. It ends when the server ends it, when it breaks, and when the server is silent for too
/// long: it sends a comment every 15 seconds.</summary>
internal sealed class EventConnection : IAsyncDisposable
{
    /// <summary>Three comments did not come.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    private readonly HttpResponseMessage _answer;
    private readonly SseParser<byte[]> _parser;
    private readonly IAsyncEnumerator<SseItem<byte[]>> _items;

    public EventConnection(HttpResponseMessage answer, Stream body, TimeProvider time, CancellationToken cancellationToken)
    {
        _answer = answer;
        _parser = SseParser.Create(new ImpatientStream(body, LongestSilence, time), static (_, data) => data.ToArray());
        _items = _parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>How long to wait before the next connection, at most: what the server said.</summary>
    public TimeSpan Pause => _parser.ReconnectionInterval is { Ticks: > 0 } said ? said : UsualPause;

    /// <summary>Null at the end.</summary>
    public async Task<SseItem<byte[]>?> NextAsync()
    {
        try
        {
            return await _items.MoveNextAsync().ConfigureAwait(false) ? _items.Current : null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException)
        {
            return null; // The stream goes on over another connection.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _items.DisposeAsync().ConfigureAwait(false);
        _answer.Dispose();
    }
}
