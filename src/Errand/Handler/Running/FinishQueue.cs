using System.Threading.Channels;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>The outcomes that wait to be recorded: whatever waits when a commit ends is recorded by the next one, sent again until the
/// store gives its verdict.</summary>
internal sealed class FinishQueue
{
    private const int MaxInRequest = 1000;
    private const long MaxRequestBytes = 4 << 20;

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(250);

    private readonly Channel<FinishRequest> _waiting = Channel.CreateUnbounded<FinishRequest>(new() { SingleReader = true });
    private readonly IRunStore _store;
    private readonly Action<FinishRequest, FinishAnswer> _decided;
    private readonly Action _written;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _count;

    /// <param name="store">Where outcomes go.</param>
    /// <param name="decided">Told the verdict on each.</param>
    /// <param name="written">Told when a requests is through.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it reports trouble.</param>
    public FinishQueue(
        IRunStore store, Action<FinishRequest, FinishAnswer> decided, Action written, TimeProvider time, ILogger logger)
    {
        _store = store;
        _decided = decided;
        _written = written;
        _time = time;
        _logger = logger;
    }

    /// <summary>More than two batches wait to be written down, so the handler must not take on more.</summary>
    public bool IsBehind => Volatile.Read(ref _count) > 2 * MaxInRequest;

    public void Add(FinishRequest request)
    {
        Interlocked.Increment(ref _count);
        if (!_waiting.Writer.TryWrite(request))
        {
            Interlocked.Decrement(ref _count);
            _logger.OutcomeTooLate(request.Id, request.Attempt);
        }
    }

    /// <summary>No more will be added: <see cref="RunAsync"/> returns when all is written.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <param name="abandonToken">Fires when the process must end although the store is away: what is unwritten then is found by the
    /// reaper.</param>
    public async Task RunAsync(CancellationToken abandonToken)
    {
        var requests = new List<FinishRequest>(MaxInRequest);
        while (await _waiting.Reader.WaitToReadAsync(abandonToken))
        {
            long bytes = 0;
            while (requests.Count < MaxInRequest && bytes < MaxRequestBytes && _waiting.Reader.TryRead(out FinishRequest? request))
            {
                bytes += request.Result.Length;
                requests.Add(request);
            }

            IReadOnlyList<FinishAnswer> answers = await SendAsync(requests, abandonToken);
            Interlocked.Add(ref _count, -requests.Count);
            Tell(requests, answers);
            requests.Clear();
            _written();
        }
    }

    private void Tell(List<FinishRequest> requests, IReadOnlyList<FinishAnswer> answers)
    {
        for (int i = 0; i < requests.Count; i++)
        {
            try
            {
                _decided(requests[i], answers[i]);
            }
            catch (Exception e)
            {
                // Who hears of it badly must not keep the next outcomes from being written.
                _logger.VerdictNotHeard(requests[i].Id, requests[i].Attempt, e);
            }
        }
    }

    private async Task<IReadOnlyList<FinishAnswer>> SendAsync(List<FinishRequest> requests, CancellationToken abandonToken)
    {
        while (true)
        {
            try
            {
                return await _store.FinishAsync(requests).WaitAsync(abandonToken);
            }
            catch (Exception e) when (!abandonToken.IsCancellationRequested)
            {
                _logger.FinishNotWritten(requests.Count, e);
            }

            await Task.Delay(PauseAfterTrouble * (0.5 + Random.Shared.NextDouble()), _time, abandonToken);
        }
    }
}
