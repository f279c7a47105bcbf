using System.Threading.Channels;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Telemetry;

namespace Errand.Submitting;

/// <summary>The single submissions that wait to be stored: whatever waits when a commit ends is stored by the next one. No time is spent
/// waiting for more.</summary>
/// <remarks>What it answers is stored; what it refuses with an exception, other than <see cref="OutcomeUnknownException"/>, is
/// not.</remarks>
internal sealed class SubmitQueue : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const long MaxWaitingBytes = 64L * 1024 * 1024;
    private const int MaxInRequest = 256;
    private const long MaxRequestBytes = 1024 * 1024;

    private readonly Channel<PendingSubmission> _waiting = Channel.CreateUnbounded<PendingSubmission>(new() { SingleReader = true });
    private readonly SubmitSender _sender;
    private readonly LocalHandlers _handlers;
    private readonly TimeProvider _time;
    private readonly Task _loop;
    private int _count;
    private long _bytes;
    private long _oldest;

    public SubmitQueue(ISubmitStore store, TaskEvents events, LocalHandlers handlers, TimeProvider time)
    {
        _sender = new SubmitSender(store, events, time);
        _handlers = handlers;
        _time = time;
        Commits = new CommitTimes(time);
        _oldest = time.GetTimestamp();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Whether a further submit would be refused; asked before a body is read.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= MaxWaiting || Volatile.Read(ref _bytes) >= MaxWaitingBytes;

    /// <summary>How long the oldest submission of the request that is being stored has waited. While there is a queue, a new one will wait
    /// about as long.</summary>
    public TimeSpan QueueTime => _time.GetElapsedTime(Volatile.Read(ref _oldest));

    /// <summary>How many wait to be stored.</summary>
    public int Count => Volatile.Read(ref _count);

    public CommitTimes Commits { get; }

    /// <summary>Stores one task; returns after the commit.</summary>
    /// <param name="submission">The task.</param>
    /// <param name="isPatient">Whether the caller waits until it is done anyway.</param>
    /// <exception cref="OverloadedException">Too many wait already.</exception>
    /// <exception cref="StoreException">The store could not take it within 10 seconds.</exception>
    public Task<SubmitAnswer> SubmitAsync(Submission submission, bool isPatient = false) =>
        SendTrace.IsOn ? SendAsync(submission, isPatient) : Enqueue(SendTrace.Carry(submission), isPatient);

    /// <summary>Stores what was accepted before, and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    // Not inline: its closure would cost every submission.
    private Task<SubmitAnswer> SendAsync(Submission submission, bool isPatient) =>
        SendTrace.SendAsync(submission, carrying => Enqueue(carrying, isPatient));

    private Task<SubmitAnswer> Enqueue(Submission submission, bool isPatient)
    {
        if (IsFull)
        {
            throw new OverloadedException(QueueTime);
        }

        var pending = new PendingSubmission(submission, _time.GetTimestamp(), isPatient);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, submission.Args.Length);
        if (!_waiting.Writer.TryWrite(pending))
        {
            Leave(pending);
            throw new StoreUnavailableException("The server is stopping.");
        }

        return pending.Task;
    }

    private async Task RunAsync()
    {
        var request = new List<PendingSubmission>(MaxInRequest);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take(request);
            Volatile.Write(ref _oldest, request[0].EnqueuedAt);
            long start = _time.GetTimestamp();
            await _sender.SendAsync(request, _handlers);
            Commits.Add(_time.GetElapsedTime(start));
            request.Clear();
        }
    }

    private void Take(List<PendingSubmission> request)
    {
        long bytes = 0;
        while (request.Count < MaxInRequest && bytes < MaxRequestBytes && _waiting.Reader.TryRead(out PendingSubmission? pending))
        {
            bytes += pending.Submission.Args.Length;
            Leave(pending);
            request.Add(pending);
        }
    }

    private void Leave(PendingSubmission pending)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -pending.Submission.Args.Length);
    }
}
