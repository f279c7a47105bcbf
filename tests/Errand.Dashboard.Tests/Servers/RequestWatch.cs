using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Sees each request that reaches a server before the server does, and can stand in its way.</summary>
public sealed class RequestWatch : IStartupFilter
{
    private readonly Lock _lock = new();
    private readonly List<string> _seen = [];
    private readonly List<string> _open = [];
    private readonly List<(Func<bool> IsSo, TaskCompletionSource Signal)> _waiting = [];

    /// <summary>Asked for each request: the status to answer with instead of the server, or null.</summary>
    public Func<HttpRequest, int?> Refuse { get; set; } = _ => null;

    /// <summary>Each request so far, as <c>GET /tasks?q=</c>.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Ends when as many event streams are open.</summary>
    public Task StreamsAsync(int count) =>
        UntilAsync(() => _open.Count(request => request.Contains("/events", StringComparison.Ordinal)) == count);

    /// <summary>Ends when as many requests begin with this text since the watch began, such as <c>GET /v1/events</c>.</summary>
    public Task SeenAsync(string start, int count) => UntilAsync(() => CountOf(start) >= count);

    /// <summary>Ends when no request that begins with this text is still being answered.</summary>
    public Task AnsweredAsync(string start) =>
        UntilAsync(() => !_open.Exists(request => request.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>How many requests begin with this text.</summary>
    public int Count(string start)
    {
        lock (_lock)
        {
            return CountOf(start);
        }
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(WatchAsync);
        next(app);
    };

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        string request = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        Change(() =>
        {
            _seen.Add(request);
            _open.Add(request);
        });
        try
        {
            if (Refuse(context.Request) is { } status)
            {
                context.Response.StatusCode = status;
                return;
            }

            await next(context);
        }
        finally
        {
            Change(() => _open.Remove(request));
        }
    }

    private int CountOf(string start) => _seen.Count(request => request.StartsWith(start, StringComparison.Ordinal));

    private Task UntilAsync(Func<bool> isSo)
    {
        lock (_lock)
        {
            if (isSo())
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource signal = Waiting.NewSignal();
            _waiting.Add((isSo, signal));
            return signal.Task.Soon();
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            foreach ((Func<bool> isSo, TaskCompletionSource signal) in _waiting)
            {
                if (isSo())
                {
                    signal.TrySetResult();
                }
            }

            _waiting.RemoveAll(waiting => waiting.Signal.Task.IsCompleted);
        }
    }
}
