using System.Threading.Channels;

namespace Errand.Submitting;

/// <summary>Brings many tasks that belong together to the store, all of them or none.</summary>
/// <remarks>One such batch at a time, beside the single submits: so much at once is work enough for the store.</remarks>
internal sealed class WholeSubmitter : IAsyncDisposable
{
    private const int MaxWaiting = 16;

    private readonly Channel<List<PendingSubmit>> _waiting = Channel.CreateUnbounded<List<PendingSubmit>>(new() { SingleReader = true });
    private readonly SubmitSender _sender;
    private readonly TimeProvider _time;
    private readonly Task _loop;
    private int _count;

    public WholeSubmitter(ITaskStore store, TaskEvents events, TimeProvider time)
    {
        _sender = new SubmitSender(store, events, time);
        _time = time;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Whether a further batch would be refused; asked before a body is read.</summary>
    public bool IsFull => Volatile.Read(ref _count) >= MaxWaiting;

    /// <summary>Stores these tasks by one commit, or none of them; returns after the commit.</summary>
    /// <returns>A verdict for each: all accepted, or all refused since the store cannot hold one of them.</returns>
    /// <exception cref="OverloadedException">Too many batches wait already.</exception>
    /// <exception cref="StoreException">The store could not take it within 10 seconds.</exception>
    public async Task<IReadOnlyList<SubmitVerdict>> SubmitAsync(IReadOnlyList<Submission> submissions)
    {
        try
        {
            if (Interlocked.Increment(ref _count) > MaxWaiting)
            {
                throw new OverloadedException();
            }

            long now = _time.GetTimestamp();
            List<PendingSubmit> whole = [.. submissions.Select(submission => new PendingSubmit(submission, now))];
            Task<SubmitVerdict>[] answers = [.. whole.Select(pending => pending.Answer)];
            return _waiting.Writer.TryWrite(whole) ? await Task.WhenAll(answers) : throw new StoreUnavailableException("The server is stopping.");
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Stores what was taken before and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        await foreach (List<PendingSubmit> whole in _waiting.Reader.ReadAllAsync())
        {
            await _sender.SendAsync(whole, isWhole: true);
        }
    }
}
