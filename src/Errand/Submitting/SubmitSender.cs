using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Submitting;

/// <summary>Sends one submit request to the store, again while the store is away, and hands out the answers.</summary>
internal sealed class SubmitSender(ISubmitStore store, TaskEvents events, TimeProvider time)
{
    /// <summary>How long a submission waits for a store that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Two processes have the same numbers when their beginnings, of 2^63, lie closer together than what either sends in an hour.
    private long _lastNonce = Random.Shared.NextInt64();

    /// <param name="waiting">They are stored by one commit.</param>
    /// <param name="handlers">Where some of them may go at once.</param>
    public async Task SendAsync(List<PendingSubmission> waiting, LocalHandlers handlers)
    {
        StoreUnavailableException? trouble = null;
        while (true)
        {
            // A store that hung over the request before this one has used up their time as well.
            long now = time.GetTimestamp();
            waiting.RemoveAll(pending => FailIfLate(pending, now, trouble));
            if (waiting.Count == 0)
            {
                return;
            }

            try
            {
                await SendOnceAsync(waiting, handlers);
                return;
            }
            catch (StoreUnavailableException e)
            {
                // Nothing was stored: those that have waited long enough fail; the others get another try.
                trouble = e;
                await PauseAsync();
            }
            catch (Exception e)
            {
                waiting.ForEach(pending => pending.TrySetException(e));
                return;
            }
        }
    }

    private async Task SendOnceAsync(List<PendingSubmission> waiting, LocalHandlers handlers)
    {
        using Reservation? reservation = handlers.Reserve(waiting[0].Submission.Queue, waiting.Count);
        var request = new SubmitRequest(
            NextNonce(waiting.Count), waiting.ConvertAll(pending => pending.Submission),
            IsPatient: waiting.TrueForAll(pending => pending.IsPatient),
            Reservation: reservation);
        // The store gives tasks to the handlers of the reservation: they may run before this returns.
        IReadOnlyList<SubmitAnswer> answers = await SendUntilKnownAsync(request, waiting[0].EnqueuedAt);
        Publish(request, answers);
        for (int i = 0; i < answers.Count; i++)
        {
            waiting[i].TrySetResult(answers[i]);
        }
    }

    /// <summary>All of them or none. Behind others that took long, such a request gets its full time: it has no key, and is not to be in
    /// doubt without need.</summary>
    /// <param name="submissions">They are stored by one commit.</param>
    /// <param name="enqueuedAt">When they came.</param>
    public async Task<IReadOnlyList<SubmitAnswer>> SendAllOrNoneAsync(IReadOnlyList<Submission> submissions, long enqueuedAt)
    {
        StoreUnavailableException? trouble = null;
        while (true)
        {
            long now = time.GetTimestamp();
            if (time.GetElapsedTime(enqueuedAt, now) >= Patience)
            {
                throw NotInTime(trouble);
            }

            var request = new SubmitRequest(NextNonce(submissions.Count), submissions, IsAllOrNone: true);
            try
            {
                IReadOnlyList<SubmitAnswer> answers = await SendUntilKnownAsync(request, now);
                Publish(request, answers);
                return answers;
            }
            catch (StoreUnavailableException e)
            {
                trouble = e;
                await PauseAsync();
            }
        }
    }

    /// <summary>A request in doubt is sent again, unchanged: its nonce makes that harmless, and the answer clears the doubt.</summary>
    private async Task<IReadOnlyList<SubmitAnswer>> SendUntilKnownAsync(SubmitRequest request, long since)
    {
        OutcomeUnknownException? doubt = null;
        while (true)
        {
            try
            {
                return await store.SubmitAsync(request).WaitAsync(Left(since), time);
            }
            catch (TimeoutException e)
            {
                // The store does not even fail. The outcome of this sending is no longer awaited.
                throw new OutcomeUnknownException("The store did not answer in time.", e);
            }
            catch (StoreException e) when (doubt is not null || e is OutcomeUnknownException)
            {
                // Even a sending that stored nothing says nothing of the one before.
                doubt = e as OutcomeUnknownException ?? doubt;
                if (time.GetElapsedTime(since) >= Patience)
                {
                    throw doubt!;
                }
            }

            await PauseAsync();
        }
    }

    private TimeSpan Left(long since)
    {
        TimeSpan left = Patience - time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>One number for each item, one after another: in the store's indexes they then lie side by side.</summary>
    private long NextNonce(int items) => unchecked(Interlocked.Add(ref _lastNonce, items) - items);

    private void Publish(SubmitRequest request, IReadOnlyList<SubmitAnswer> answers)
    {
        for (int i = 0; i < answers.Count; i++)
        {
            if (answers[i] is { Verdict: SubmitVerdict.Accepted, IsClaimed: false })
            {
                events.Publish(EventOf(answers[i], request.Items[i].Queue));
            }
        }
    }

    private static TaskEvent EventOf(in SubmitAnswer answer, string queue) => answer.RunAt is { } runAt
        ? new TaskEvent(TaskEventKind.Scheduled, answer.Id, queue, runAt)
        : new TaskEvent(TaskEventKind.Ready, answer.Id, queue);

    private bool FailIfLate(PendingSubmission pending, long now, Exception? trouble)
    {
        if (time.GetElapsedTime(pending.EnqueuedAt, now) < Patience)
        {
            return false;
        }

        pending.TrySetException(NotInTime(trouble));
        return true;
    }

    private static StoreUnavailableException NotInTime(Exception? trouble) =>
        new("The store did not answer in time; nothing was stored.", trouble);

    // Not to be cancelled: a request that was taken on is brought to its end.
    private Task PauseAsync() => Task.Delay(Pause * (0.5 + Random.Shared.NextDouble()), time, CancellationToken.None);
}
