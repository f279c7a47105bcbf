using System.Threading.Channels;

namespace Errand.Submitting;

/// <summary>Turns single submits into batches: whatever waits when a commit ends is the next batch. No time is spent waiting for
/// more.</summary>
/// <remarks>What it answers is stored; what it refuses with an exception, other than <see cref="OutcomeUnknownException"/>, is
/// not.</remarks>
internal sealed class SubmitBatcher : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const long MaxWaitingBytes = 64L * 1024 * 1024;
    private const int MaxWaitingWhole = 16;
    private const int MaxBatch = 256;
    private const long MaxBatchBytes = 1024 * 1024;

    private readonly Channel<PendingSubmit> _waiting = Channel.CreateUnbounded<PendingSubmit>(new() { SingleReader = true });
    private readonly SubmitSender _sender;
    private readonly TimeProvider _time;
    private readonly Task _loop;

    /// <summary>One whole batch at a time: so much at once is work enough for the store.</summary>
    private readonly SemaphoreSlim _whole = new(1);
    private int _wholeCount;
    private int _count;
    private long _bytes;

    public SubmitBatcher(ITaskStore store, TaskEvents events, TimeProvider time)
    {
        _sender = new SubmitSender(store, events, time);
        _time = time;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Whether a further submit would be refused; asked before a body is read.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= MaxWaiting || Volatile.Read(ref _bytes) >= MaxWaitingBytes;

    /// <summary>Stores one task; returns after the commit.</summary>
    /// <exception cref="OverloadedException">Too many wait already.</exception>
    /// <exception cref="StoreException">The store could not take it within 10 seconds.</exception>
    public Task<SubmitVerdict> SubmitAsync(Submission submission)
    {
        if (IsFull)
        {
            throw new OverloadedException();
        }

        var pending = new PendingSubmit(submission, _time.GetTimestamp());
        Enter(submission.Args.Length);
        if (!_waiting.Writer.TryWrite(pending))
        {
            Leave(submission.Args.Length);
            throw new StoreUnavailableException("The server is stopping.");
        }

        return pending.Answer;
    }

    /// <summary>Stores all of these tasks by one commit, or none; returns after the commit.</summary>
    /// <returns>A verdict for each: all accepted, or all refused since the store cannot hold one of them.</returns>
    /// <inheritdoc cref="SubmitAsync" />
    public async Task<IReadOnlyList<SubmitVerdict>> SubmitWholeAsync(IReadOnlyList<Submission> submissions)
    {
        if (IsFull || Volatile.Read(ref _wholeCount) >= MaxWaitingWhole)
        {
            throw new OverloadedException();
        }

        long now = _time.GetTimestamp();
        List<PendingSubmit> whole = [.. submissions.Select(submission => new PendingSubmit(submission, now))];
        // It waits as one, and its arguments as what they are: a batch does not shut the door to single submits.
        long bytes = submissions.Sum(static submission => (long)submission.Args.Length);
        Enter(bytes);
        Interlocked.Increment(ref _wholeCount);
        await _whole.WaitAsync();
        try
        {
            await _sender.SendAsync([.. whole], isWhole: true);
        }
        finally
        {
            _whole.Release();
            Interlocked.Decrement(ref _wholeCount);
            Leave(bytes);
        }

        return await Task.WhenAll(whole.Select(pending => pending.Answer));
    }

    /// <summary>Stores what was taken before and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await _whole.WaitAsync();
        _whole.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingSubmit>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take(batch);
            await _sender.SendAsync(batch);
            batch.Clear();
        }
    }

    private void Take(List<PendingSubmit> batch)
    {
        long bytes = 0;
        while (batch.Count < MaxBatch && bytes < MaxBatchBytes && _waiting.Reader.TryRead(out PendingSubmit? pending))
        {
            bytes += pending.Submission.Args.Length;
            Leave(pending.Submission.Args.Length);
            batch.Add(pending);
        }
    }

    private void Enter(long bytes)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, bytes);
    }

    private void Leave(long bytes)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -bytes);
    }
}
