namespace Errand.Submitting;

/// <summary>Brings one batch to the store, trying again while the store is away, and hands out the answers.</summary>
internal sealed class SubmitSender(ITaskStore store, TaskEvents events, TimeProvider time)
{
    /// <summary>So long a submit waits for a store that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Two processes have the same numbers when their beginnings, of 2^63, lie closer together than what either sends in an hour.
    private long _lastNonce = Random.Shared.NextInt64();

    /// <param name="waiting">They are stored by one commit.</param>
    /// <param name="room">Where some of them may go at once.</param>
    public async Task SendAsync(List<PendingSubmit> waiting, LocalRoom room)
    {
        StoreUnavailableException? trouble = null;
        while (true)
        {
            // A store that hung over the batch before this one has used up their time as well.
            long now = time.GetTimestamp();
            waiting.RemoveAll(pending => FailIfLate(pending, now, trouble));
            if (waiting.Count == 0)
            {
                return;
            }

            try
            {
                await SendOnceAsync(waiting, room);
                return;
            }
            catch (StoreUnavailableException e)
            {
                // Nothing was stored: who has waited long enough is told so; the others get another try.
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

    private async Task SendOnceAsync(List<PendingSubmit> waiting, LocalRoom room)
    {
        using HandOver? handOver = room.Keep(waiting[0].Submission.Queue, waiting.Count);
        var batch = new SubmitBatch(
            NextNonce(waiting.Count), waiting.ConvertAll(pending => pending.Submission),
            IsPatient: waiting.TrueForAll(pending => pending.IsPatient),
            HandOver: handOver);
        IReadOnlyList<SubmitVerdict> verdicts = await SendUntilKnownAsync(batch, waiting[0].EnqueuedAt);
        Publish(batch, verdicts);
        for (int i = 0; i < verdicts.Count; i++)
        {
            waiting[i].TrySetResult(verdicts[i]);
        }
    }

    /// <summary>All of them or none. Behind others that took long, such a batch gets its full time: it has no key, and is not to be in
    /// doubt without need.</summary>
    /// <param name="submissions">They are stored by one commit.</param>
    /// <param name="enqueuedAt">When they came.</param>
    public async Task<IReadOnlyList<SubmitVerdict>> SendWholeAsync(IReadOnlyList<Submission> submissions, long enqueuedAt)
    {
        StoreUnavailableException? trouble = null;
        while (true)
        {
            long now = time.GetTimestamp();
            if (time.GetElapsedTime(enqueuedAt, now) >= Patience)
            {
                throw NotInTime(trouble);
            }

            var batch = new SubmitBatch(NextNonce(submissions.Count), submissions, IsWhole: true);
            try
            {
                IReadOnlyList<SubmitVerdict> verdicts = await SendUntilKnownAsync(batch, now);
                Publish(batch, verdicts);
                return verdicts;
            }
            catch (StoreUnavailableException e)
            {
                trouble = e;
                await PauseAsync();
            }
        }
    }

    /// <summary>A batch in doubt is sent again, unchanged: its nonce makes that harmless, and the answer clears the doubt.</summary>
    private async Task<IReadOnlyList<SubmitVerdict>> SendUntilKnownAsync(SubmitBatch batch, long since)
    {
        OutcomeUnknownException? doubt = null;
        while (true)
        {
            try
            {
                return await store.SubmitAsync(batch).WaitAsync(Left(since), time);
            }
            catch (TimeoutException e)
            {
                // The store does not even fail. What becomes of this sending, nobody waits for any more.
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

    private void Publish(SubmitBatch batch, IReadOnlyList<SubmitVerdict> verdicts)
    {
        for (int i = 0; i < verdicts.Count; i++)
        {
            if (verdicts[i] is { Result: SubmitResult.Accepted, IsHandedOver: false })
            {
                events.Publish(EventOf(verdicts[i], batch.Items[i].Queue));
            }
        }
    }

    private static TaskEvent EventOf(in SubmitVerdict verdict, string queue) => verdict.RunAt is { } runAt
        ? new TaskEvent(TaskEventKind.Scheduled, verdict.Id, queue, runAt)
        : new TaskEvent(TaskEventKind.Ready, verdict.Id, queue);

    private bool FailIfLate(PendingSubmit pending, long now, Exception? trouble)
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

    // Not to be cancelled: a batch that was taken on is brought to its end.
    private Task PauseAsync() => Task.Delay(Pause * (0.5 + Random.Shared.NextDouble()), time, CancellationToken.None);
}
