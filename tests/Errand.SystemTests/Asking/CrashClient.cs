using Errand.HistoryChecker;

namespace Errand.SystemTests;

/// <summary>Submits task after task to a server that keeps going away, looks at what it was told before, and writes down all it
/// sees.</summary>
public sealed class CrashClient(string name, ServerTarget target, HistoryWriter history, string options, int longestMs)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly List<long> _accepted = [];

    /// <summary>Until told to stop; what is in doubt then is not asked for again.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        using var client = new HistoryClient(name, history, TimeSpan.FromSeconds(5));
        for (int number = 0; !enough.IsCancellationRequested; number++)
        {
            var errand = new NewErrand($"{name}-{number}", "record", number * 37 % longestMs, options);
            // Every other one in doubt is never sent again: its task may be stored or not, and both must be right.
            for (bool inDoubt = true; inDoubt && !enough.IsCancellationRequested;)
            {
                inDoubt = await SubmitAsync(client, errand) == SubmitFate.Unknown && number % 2 == 0;
            }

            // What is submitted must also be done before the test ends.
            await Task.Delay(Pause, CancellationToken.None);
            if (number % 3 == 0 && _accepted.Count > 0 && target.Address is { } server)
            {
                await client.ViewAsync(server, _accepted[Random.Shared.Next(_accepted.Count)]);
            }
        }

        Assert.Empty(client.Oddities);
    }

    private async Task<SubmitFate> SubmitAsync(HistoryClient client, NewErrand errand)
    {
        if (target.Address is not { } server)
        {
            await Task.Delay(Pause, CancellationToken.None);
            return SubmitFate.Unknown;
        }

        (SubmitFate fate, long id) = await client.SubmitAsync(server, errand);
        if (fate == SubmitFate.Accepted)
        {
            _accepted.Add(id);
            target.CountAccepted();
        }
        else
        {
            await Task.Delay(Pause, CancellationToken.None);
        }

        return fate;
    }
}
