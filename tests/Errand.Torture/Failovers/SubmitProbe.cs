using System.Diagnostics;
using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>Submits one task after the other and measures the longest time without an accepted one.</summary>
internal sealed class SubmitProbe(HistoryWriter history) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HistoryClient _client = new("probe", history, TimeSpan.FromSeconds(2));
    private int _number;

    public IReadOnlyList<string> Oddities => _client.Oddities;

    /// <summary>Goes on after enough until one is accepted.</summary>
    public async Task<TimeSpan> LongestPauseAsync(Fleet fleet, CancellationToken enough)
    {
        TimeSpan longest = TimeSpan.Zero;
        long last = Stopwatch.GetTimestamp();
        bool isAccepted = false;
        while (!enough.IsCancellationRequested || !isAccepted)
        {
            isAccepted = await TryAsync(fleet);
            TimeSpan pause = Stopwatch.GetElapsedTime(last);
            longest = pause > longest ? pause : longest;
            last = isAccepted ? Stopwatch.GetTimestamp() : last;
            await Task.Delay(Pause, CancellationToken.None);
        }

        return longest;
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> TryAsync(Fleet fleet)
    {
        IReadOnlyList<Uri> addresses = fleet.Addresses;
        var errand = new NewErrand($"probe-{++_number}", "record", 0, "", true);
        return addresses.Count > 0 && (await _client.SubmitAsync(addresses[_number % addresses.Count], errand)).Fate == SubmitFate.Accepted;
    }
}
