using Microsoft.Extensions.Hosting;

namespace Errand.Access.Tokens;

/// <summary>Reads the keys of tokens at the start and then every hour, so that a key that the issuer has taken away is good no
/// longer.</summary>
internal sealed class TokenKeyRenewal(TokenKeys keys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>After a failure, as long as there are keys that were read before.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>After a failure, while no token can be checked.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!keys.AreRead)
        {
            return;
        }

        try
        {
            while (true)
            {
                bool isRead = await keys.ReadAsync();
                await Task.Delay(isRead ? Period : keys.Current is null ? ShortPause : Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }
}
