using System.Diagnostics;

namespace Throughput;

/// <summary>Submits at a fixed rate, even if the answers are slow.</summary>
internal sealed class SteadyLoad(Uri server, int perSecond) : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient _http = new() { BaseAddress = server };
    private int _number;

    /// <returns>How long the answers took, in milliseconds.</returns>
    public Task<Spread> RunAsync(TimeSpan span) => RunWhileAsync(passed => passed < span);

    /// <summary>Runs until something else is over.</summary>
    /// <returns>How long the answers took, in milliseconds.</returns>
    public Task<Spread> RunAsync(Task other) => RunWhileAsync(_ => !other.IsCompleted);

    public void Dispose() => _http.Dispose();

    private async Task<Spread> RunWhileAsync(Func<TimeSpan, bool> goesOn)
    {
        long start = Stopwatch.GetTimestamp();
        var sent = new List<Task<double>>();
        using var timer = new PeriodicTimer(Step, TimeProvider.System);
        while (Stopwatch.GetElapsedTime(start) is var passed && goesOn(passed))
        {
            for (double due = passed.TotalSeconds * perSecond; sent.Count < due;)
            {
                sent.Add(SubmitAsync());
            }

            await timer.WaitForNextTickAsync();
        }

        return new Spread(await Task.WhenAll(sent));
    }

    private async Task<double> SubmitAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await NoopTask.SubmitAsync(_http, _number++);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
