using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>Submits one task after the other to whatever web process is there, cancels some, looks at some.</summary>
internal sealed class LoadClient(string name, int seed, Fleet fleet, HistoryWriter history, TimeSpan limit) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Random _random = new(seed);
    private readonly HistoryClient _client = new(name, history, limit);
    private readonly List<long> _accepted = [];
    private int _turn = seed;

    public IReadOnlyList<string> Oddities => _client.Oddities;

    public int Accepted => _accepted.Count;

    /// <summary>Until told to stop; the last one in doubt is then sent once more.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        for (int number = 0; !enough.IsCancellationRequested; number++)
        {
            await SubmitAsync(TaskMix.Draw(_random, name, number), enough);
            await LookAroundAsync();
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task SubmitAsync(NewErrand errand, CancellationToken enough)
    {
        // Every third one in doubt is left in doubt: its task may be stored or not, and both must be right.
        bool isSentAgain = errand.IsKeyed && _random.Next(3) > 0;
        while (true)
        {
            bool isLast = enough.IsCancellationRequested;
            (SubmitFate fate, long id) = await _client.SubmitAsync(await AddressAsync(), errand);
            if (fate == SubmitFate.Accepted)
            {
                _accepted.Add(id);
                await CancelSomeAsync(id);
                return;
            }

            if (isLast || (fate == SubmitFate.Unknown && !isSentAgain))
            {
                return;
            }

            await Task.Delay(Pause * 5, CancellationToken.None);
        }
    }

    private async Task CancelSomeAsync(long id)
    {
        if (_random.Next(25) == 0)
        {
            await Task.Delay(_random.Next(50), CancellationToken.None);
            await _client.CancelAsync(await AddressAsync(), id);
        }
    }

    private async Task LookAroundAsync()
    {
        if (_accepted.Count > 0 && _random.Next(3) == 0)
        {
            // Mostly at what is new, and so in motion.
            long id = _random.Next(3) > 0 ? _accepted[^1] : _accepted[_random.Next(_accepted.Count)];
            await _client.ViewAsync(await AddressAsync(), id, wait: _random.Next(4) == 0 ? 1 : 0);
        }
    }

    private async Task<Uri> AddressAsync()
    {
        while (true)
        {
            if (fleet.Addresses is { Count: > 0 } addresses)
            {
                return addresses[_turn++ % addresses.Count];
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
