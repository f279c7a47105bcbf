using System.Diagnostics;

namespace Throughput;

/// <summary>Submits at one rate, whatever the answers take: a slow server gets no rest from it.</summary>
internal sealed class SteadyLoad(Uri server, int perSecond) : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient _http = new() { BaseAddress = server };
    private int _number;

    public async Task RunAsync(TimeSpan span)
    {
        long start = Stopwatch.GetTimestamp();
        var sent = new List<Task>();
        using var timer = new PeriodicTimer(Step, TimeProvider.System);
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < span)
        {
            for (double due = passed.TotalSeconds * perSecond; sent.Count < due;)
            {
                sent.Add(NoopTask.SubmitAsync(_http, _number++));
            }

            await timer.WaitForNextTickAsync();
        }

        await Task.WhenAll(sent);
    }

    public void Dispose() => _http.Dispose();
}
