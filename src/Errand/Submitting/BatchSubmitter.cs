using System.Threading.Channels;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Telemetry;

namespace Errand.Submitting;

/// <summary>Stores the tasks of a batch, all of them or none.</summary>
/// <remarks>Two batches at a time, next to single submissions: that keeps a server of several processors busy, and is work enough for
/// the store.</remarks>
internal sealed class BatchSubmitter : IAsyncDisposable
{
    private const int MaxWaiting = 16;
    private const int AtATime = 2;

    private readonly Channel<PendingBatch> _waiting = Channel.CreateUnbounded<PendingBatch>();
    private readonly SubmitSender _sender;
    private readonly TimeProvider _time;
    private readonly Task _loops;
    private int _count;
    private long _oldest;

    public BatchSubmitter(ISubmitStore store, TaskEvents events, TimeProvider time)
    {
        _sender = new SubmitSender(store, events, time);
        _time = time;
        _oldest = time.GetTimestamp();
        _loops = Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>Whether a further batch would be refused; asked before a body is read.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= MaxWaiting;

    /// <summary>How long the batch that was begun last has waited: while there is a queue, about as long as a further one would.</summary>
    public TimeSpan QueueTime => _time.GetElapsedTime(Volatile.Read(ref _oldest));

    /// <summary>Stores these tasks by one commit, or none of them; returns after the commit.</summary>
    /// <returns>A verdict for each: all accepted, or all refused since the store cannot hold one of them.</returns>
    /// <exception cref="OverloadedException">Too many batches wait already.</exception>
    /// <exception cref="StoreException">The store could not take it within 10 seconds.</exception>
    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(IReadOnlyList<Submission> submissions) =>
        SendTrace.IsOn ? SendTrace.SendAsync(submissions, EnqueueAsync) : EnqueueAsync(SendTrace.Carry(submissions));

    /// <summary>Stores what was accepted before, and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loops;
    }

    private async Task<IReadOnlyList<SubmitAnswer>> EnqueueAsync(IReadOnlyList<Submission> submissions)
    {
        try
        {
            if (Interlocked.Increment(ref _count) > MaxWaiting)
            {
                throw new OverloadedException(QueueTime);
            }

            var batch = new PendingBatch(submissions, _time.GetTimestamp());
            return _waiting.Writer.TryWrite(batch)
                ? await batch.Answer.Task
                : throw new StoreUnavailableException("The server is stopping.");
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private async Task RunAsync()
    {
        await foreach (PendingBatch batch in _waiting.Reader.ReadAllAsync())
        {
            Volatile.Write(ref _oldest, batch.EnqueuedAt);
            try
            {
                batch.Answer.SetResult(await _sender.SendAllOrNoneAsync(batch.Submissions, batch.EnqueuedAt));
            }
            catch (Exception e)
            {
                batch.Answer.SetException(e);
            }
        }
    }

    /// <summary>A batch whose caller waits for the commit.</summary>
    private sealed record PendingBatch(IReadOnlyList<Submission> Submissions, long EnqueuedAt)
    {
        public TaskCompletionSource<IReadOnlyList<SubmitAnswer>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
