using System.Threading.Channels;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>The outcomes of runs that wait to be recorded: <see cref="RunLedger"/> puts them in, <see cref="FinishLoop"/> takes them
/// out.</summary>
internal sealed class FinishQueue(ILogger logger)
{
    public const int MaxInRequest = 1000;
    private const long MaxRequestBytes = 4 << 20;

    private readonly Channel<FinishRequest> _waiting = Channel.CreateUnbounded<FinishRequest>(new() { SingleReader = true });
    private int _count;

    /// <summary>More outcomes are unrecorded than two requests can hold, so the handler must not take on more tasks.</summary>
    public bool IsBehind => Volatile.Read(ref _count) > 2 * MaxInRequest;

    public void Add(FinishRequest outcome)
    {
        Interlocked.Increment(ref _count);
        if (!_waiting.Writer.TryWrite(outcome))
        {
            Interlocked.Decrement(ref _count);
            logger.OutcomeTooLate(outcome.Id, outcome.Attempt);
        }
    }

    /// <summary>No more will be added.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Waits for an outcome. False when no more will come.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Moves as many as one request may hold to <paramref name="request"/>.</summary>
    public void TakeInto(List<FinishRequest> request)
    {
        long bytes = 0;
        while (request.Count < MaxInRequest && bytes < MaxRequestBytes && _waiting.Reader.TryRead(out FinishRequest? outcome))
        {
            bytes += outcome.Blob is null ? outcome.Result.Length : 0;
            request.Add(outcome);
        }
    }

    /// <summary>So many of those that were taken are recorded.</summary>
    public void Recorded(int count) => Interlocked.Add(ref _count, -count);
}
