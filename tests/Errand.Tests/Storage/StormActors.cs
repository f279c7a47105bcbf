using System.Collections.Concurrent;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Actors that each do, in an order of their own, everything that a store can be asked for, all on the same few tasks.</summary>
internal sealed class StormActors(IReadOnlyList<ITaskStore> stores)
{
    private readonly ConcurrentQueue<TaskId> _tasks = new();
    private readonly ConcurrentQueue<TaskClaim> _claims = new();
    private int _finished;

    public int Finished => _finished;

    public StormLedger Ledger { get; } = new();

    public async Task RunAsync(int seed, int steps)
    {
        var random = new Random(seed);
        ITaskStore store = stores[seed % stores.Count];
        MemberId handler = await store.StartHandlerAsync();
        for (int step = 0; step < steps; step++)
        {
            switch (random.Next(13))
            {
                case 0 or 1:
                    await SubmitAsync(store, random);
                    break;
                case 2 or 3:
                    await ClaimAsync(store, handler, random);
                    break;
                case 4 or 5:
                    await FinishAsync(store, random);
                    break;
                case 6 when _tasks.TryDequeue(out TaskId id):
                    await CancelAsync(store, [id]);
                    break;
                case 10 or 11 when _tasks.TryDequeue(out TaskId id):
                    _tasks.Enqueue(id);
                    await ChangeAsync(store, [id], random);
                    break;
                case 12:
                    // Not in their order, and in another one than others take them.
                    TaskId[] many = [.. _tasks.Distinct()];
                    random.Shuffle(many);
                    if (many.Length > 0)
                    {
                        await ChangeAsync(store, [.. many.Take(random.Next(1, 60))], random);
                    }

                    break;
                case 7:
                    await store.PromoteAsync(50);
                    Ledger.Expired((await store.DeleteExpiredAsync(20)).Deleted);
                    break;
                case 8:
                    store.Beat(handler, [.. _claims.Take(20).Select(claim => claim.Key())]);
                    await store.ReportAsync(
                        [.. _claims.Take(20).Reverse().Select(claim => new ReportRequest(claim.Key(), 0.5, "half", []))]);
                    break;
                default:
                    await store.LeaveAsync(handler);
                    await ReapAsync(store);
                    handler = await store.StartHandlerAsync();
                    break;
            }
        }

        await store.LeaveAsync(handler);
    }

    /// <summary>Ends what is left: nothing waits or runs any more, and all that has expired is deleted.</summary>
    public async Task SettleAsync(ITaskStore store)
    {
        while (true)
        {
            await ReapAsync(store);
            await store.PromoteAsync(1000);
            MemberId handler = await store.StartHandlerAsync();
            foreach (string queue in (string[])["q", "other"])
            {
                ClaimAnswer answer = await store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), queue, 1000));
                await FinishAsync(store, [.. answer.Claims.Select(claim => End(claim, Disposition.Succeeded))]);
            }

            await store.LeaveAsync(handler);
            DeleteExpiredAnswer swept = await store.DeleteExpiredAsync(1000);
            Ledger.Expired(swept.Deleted);
            if (!swept.More && swept.ToldToStop == 0
                && (await store.FindDoneAsync(Ledger.Tasks, TestContext.Current.CancellationToken)).Count == Ledger.Tasks.Count)
            {
                return;
            }
        }
    }

    private async Task CancelAsync(ITaskStore store, TaskId[] ids) =>
        Ledger.Apply(ids, [.. (await store.CancelAsync(ids)).Select(answer => answer.Verdict)]);

    private async Task ChangeAsync(ITaskStore store, TaskId[] ids, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                await store.KeepAsync(ids, new KeepRequest(TimeProvider.System.GetUtcNow().AddMilliseconds(random.Next(4000)), "note"));
                break;
            case 1:
                await store.ReleaseAsync(ids[0]);
                break;
            case 2:
                Ledger.Apply(ids, await store.DeleteAsync(ids));
                break;
            case 3:
                await CancelAsync(store, ids);
                break;
            default:
                Ledger.Apply(ids, await store.RetryAsync(ids));
                break;
        }
    }

    private async Task ReapAsync(ITaskStore store)
    {
        foreach (TaskId id in (await store.ReapAsync(50, [])).Ended.Select(task => task.Id))
        {
            Ledger.Ended(id);
        }
    }

    private async Task SubmitAsync(ITaskStore store, Random random)
    {
        IReadOnlyList<SubmitAnswer> verdicts = await store.SubmitAsync(Batch([.. Enumerable.Range(0, 20).Select(_ => NewTask(
            priority: random.Next(3), tries: random.Next(1, 4), queue: random.Next(2) == 0 ? "q" : "other",
            delay: random.Next(3) == 0 ? TimeSpan.FromMilliseconds(random.Next(50)) : null,
            ttl: TimeSpan.FromMilliseconds(random.Next(200, 4000)),
            key: random.Next(2) == 0 ? new IdempotencyKey("me", $"k{random.Next(40)}", new byte[32]) : null))]));
        foreach (TaskId id in verdicts.Where(verdict => verdict.Id != default).Select(verdict => verdict.Id))
        {
            Ledger.Submitted(id);
            _tasks.Enqueue(id);
        }
    }

    private async Task ClaimAsync(ITaskStore store, MemberId handler, Random random)
    {
        string queue = random.Next(2) == 0 ? "q" : "other";
        ClaimAnswer answer = await store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), queue, random.Next(1, 30), random.Next(10)));
        foreach (TaskClaim claim in answer.Claims)
        {
            _claims.Enqueue(claim);
        }
    }

    /// <summary>In an order of their own, and some of them twice: it is the store that sorts.</summary>
    private async Task FinishAsync(ITaskStore store, Random random)
    {
        var batch = new List<FinishRequest>();
        while (batch.Count < 20 && _claims.TryDequeue(out TaskClaim? claim))
        {
            batch.Add(End(claim, (Disposition)random.Next(1, 6), delay: TimeSpan.FromMilliseconds(random.Next(20))));
            if (random.Next(8) == 0)
            {
                _claims.Enqueue(claim);
            }
        }

        if (batch.Count > 0)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(batch));
            await FinishAsync(store, batch);
        }
    }

    private async Task FinishAsync(ITaskStore store, List<FinishRequest> batch)
    {
        IReadOnlyList<FinishAnswer> answers = await store.FinishAsync(batch);
        for (int i = 0; i < answers.Count; i++)
        {
            if (answers[i].Verdict == FinishVerdict.Applied)
            {
                Interlocked.Increment(ref _finished);
                if (answers[i].Outcome is not null)
                {
                    Ledger.Ended(batch[i].Id);
                }
            }
        }
    }
}
