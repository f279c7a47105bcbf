using System.Globalization;
using System.Text.Json;
using Errand.Submitting;
using Errand.Topics;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Events;

/// <summary><c>GET /v1/events</c>: hints that something changed, for pages that show many tasks.</summary>
internal sealed class HintsEndpoint(ChangeHints hints, TaskWaiters waiters, OpenStreams streams, TimeProvider time)
{
    public async Task<Problem?> StreamAsync(RouteRequest request)
    {
        if (TopicQuery.Read(request.Query, hints, out HintTopics topics) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        if (streams.Enter(request) is { } tooMany)
        {
            return tooMany;
        }

        try
        {
            // Before the answer begins: what happens after that is not missed.
            using HintListener listener = hints.Listen(topics);
            using var stream = new EventStream(request.Context.Response, request.Aborted);
            await stream.BeginAsync();
            if (!HttpMethods.IsHead(request.Context.Request.Method))
            {
                await SendAllAsync(stream, listener, request.Aborted);
            }
        }
        finally
        {
            streams.Leave(request);
        }

        return null;
    }

    private async Task SendAllAsync(EventStream stream, HintListener listener, CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, waiters.Stopping);
        try
        {
            while (true)
            {
                foreach (HintEvent news in await stream.WaitAsync(listener.NextAsync(null, end.Token), time))
                {
                    await stream.SendAsync(news.Written(Write));
                }
            }
        }
        catch (OperationCanceledException) when (waiters.Stopping.IsCancellationRequested)
        {
            // The server stops. The client connects again, to another process.
        }
        finally
        {
            await end.CancelAsync(); // A hint may still be waited for, if a ping could not be sent.
        }
    }

    private static byte[] Write(HintEvent news) => EventStream.Write(
        news.Name, news.Number.ToString(CultureInfo.InvariantCulture),
        json => JsonSerializer.Serialize(json, news.Hint, news.Hint.GetType(), ErrandJson.Default));
}
