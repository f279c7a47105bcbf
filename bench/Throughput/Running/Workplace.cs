using System.Diagnostics;

namespace Throughput;

/// <summary>One web process and handler processes on a store, and how fast they work.</summary>
/// <remarks>After each measurement <see cref="ForgetAsync"/> deletes its tasks, so that only the intended amount grows.</remarks>
internal sealed class Workplace : IDisposable
{
    /// <summary>How long until handlers have seen the last change.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Installation _installation;
    private readonly HttpClient _http;
    private readonly int[] _handlers;
    private long _kept;

    private Workplace(Installation installation, Uri web, int[] handlers)
    {
        _installation = installation;
        _http = new HttpClient { BaseAddress = web };
        _handlers = handlers;
    }

    public Uri Web => _http.BaseAddress!;

    private Contents Contents => _installation.Contents;

    public static async Task<Workplace> StartAsync(Installation installation, int handlers = 1)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync(["web", .. Enumerable.Repeat("handler", handlers)]);
        var place = new Workplace(installation, servers[0].Address!, [.. servers.Skip(1).Select(handler => handler.Pid)]);
        await NoopTask.SubmitAsync(place._http, 0, wait: 30);
        await place.ForgetAsync();
        return place;
    }

    /// <summary>Keeps what is in the store now.</summary>
    public async Task KeepAsync() => _kept = await Contents.LastIdAsync();

    /// <summary>Deletes what was kept, too.</summary>
    public Task EmptyAsync()
    {
        _kept = 0;
        return ForgetAsync();
    }

    /// <summary>Deletes everything since <see cref="KeepAsync"/>, and lets every handler continue.</summary>
    public async Task ForgetAsync()
    {
        await Contents.DeleteAsync(_kept);
        await Signal.SendAsync(Signal.Continue, _handlers);
        await Contents.SettleAsync();
    }

    /// <summary>How fast tasks are submitted while no handler works.</summary>
    /// <param name="waiting">How many tasks already wait.</param>
    public async Task<double> SubmitAsync(TaskLoad load, TimeSpan span, int waiting = 0)
    {
        await HaltAsync(_handlers);
        await NoopTask.SubmitBatchesAsync(_http, waiting);
        return await Wrk.SubmitAsync(Web, load, span);
    }

    /// <summary>How fast tasks are submitted, run and finished, all at the same time. Tasks that are left when the load ends count, and so
    /// does the time that they take.</summary>
    /// <param name="handlers">How many of them work.</param>
    public async Task<double> ThroughAsync(TaskLoad load, TimeSpan span, int handlers = 1)
    {
        await HaltAsync(_handlers[handlers..]);
        long before = await _installation.CountSucceededAsync();
        long start = Stopwatch.GetTimestamp();
        await Wrk.SubmitAsync(Web, load, span);
        await _installation.DrainedButForScheduledAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        return (await _installation.CountSucceededAsync() - before) / took.TotalSeconds;
    }

    /// <summary>How fast a queue that was filled while no handler worked is emptied.</summary>
    /// <param name="handlers">How many of them work.</param>
    public async Task<double> DrainAsync(int count, int handlers = 1)
    {
        await HaltAsync(_handlers);
        await NoopTask.SubmitBatchesAsync(_http, count);
        await Signal.SendAsync(Signal.Continue, _handlers[..handlers]);
        await _installation.DrainedButForScheduledAsync();
        return count / (await Contents.RunTimeAsync(_kept)).TotalSeconds;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>For less than a lease, so that they do not count as dead.</summary>
    private async Task HaltAsync(int[] handlers)
    {
        if (handlers.Length > 0)
        {
            await Task.Delay(Quiet);
            await Contents.BetweenWritesAsync(() => Signal.SendAsync(Signal.Stop, handlers));
        }
    }
}
