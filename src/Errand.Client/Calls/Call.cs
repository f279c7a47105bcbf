using System.Net.Http.Headers;

namespace Errand.Calls;

/// <summary>A request that may have to be sent more than once, and what is known of its tries.</summary>
/// <param name="method">The method.</param>
/// <param name="path">The route and its query, relative to the address of the server.</param>
internal sealed class Call(HttpMethod method, string path)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public HttpMethod Method => method;

    /// <summary>JSON; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Sent with every try, so that the server knows them as one.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The answer that the client has already.</summary>
    public EntityTagHeaderValue? Known { get; init; }

    /// <summary>The last event of a stream that the client has.</summary>
    public string? LastEvent { get; init; }

    /// <summary>How long the server may wait before it answers.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The body of the answer is read later, as it comes.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>To send it twice does no more than to send it once. Otherwise it is only sent again if nothing of it was sent.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>When the first try began, as a timestamp.</summary>
    public long Begun { get; set; }

    /// <summary>How long to pause before the next try.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>A try may have reached the server, and its answer did not come back.</summary>
    public bool MayBeDone { get; set; }

    /// <summary>A new message for each try.</summary>
    public HttpRequestMessage ToRequest(ServerAddress server)
    {
        var request = new HttpRequestMessage(method, new Uri(server.Root, path));
        if (server.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (IdempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", IdempotencyKey);
        }

        if (Known is not null)
        {
            request.Headers.IfNoneMatch.Add(Known);
        }

        if (LastEvent is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", LastEvent);
        }

        if (Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = Json;
        }

        return request;
    }
}
