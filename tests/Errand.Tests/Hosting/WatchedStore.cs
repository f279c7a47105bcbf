using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Errand.Tests.Hosting;

/// <summary>A real store that a test can watch, hold up and break.</summary>
internal sealed class WatchedStore(ITaskStore store) : ITaskStore
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    public event Action? Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    /// <summary>Asked before each call, by the method's name: may wait, may throw.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Asked after each call: what it throws is what the caller hears of a call that was carried out.</summary>
    public Action<string> After { get; set; } = _ => { };

    public ConcurrentQueue<(ClaimRequest Request, ClaimAnswer Answer)> Claims { get; } = new();

    public ConcurrentQueue<SubmitBatch> Batches { get; } = new();

    public ConcurrentQueue<RunReport> Reports { get; } = new();

    public int Calls(string method) => _calls.GetValueOrDefault(method);

    public Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public async Task<IReadOnlyList<SubmitVerdict>> SubmitAsync(SubmitBatch batch)
    {
        Batches.Enqueue(batch);
        return await Call(() => store.SubmitAsync(batch));
    }

    public async Task<ClaimAnswer> ClaimAsync(ClaimRequest request)
    {
        ClaimAnswer answer = await Call(() => store.ClaimAsync(request));
        Claims.Enqueue((request, answer));
        return answer;
    }

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => Call(() => store.FinishAsync(batch));

    public async Task ReportAsync(IReadOnlyList<RunReport> batch)
    {
        foreach (RunReport report in batch)
        {
            Reports.Enqueue(report);
        }

        await Call(async () =>
        {
            await store.ReportAsync(batch);
            return true;
        });
    }

    public BeatAnswer Beat(Beat beat)
    {
        Count(nameof(Beat));
        Before(nameof(Beat)).GetAwaiter().GetResult();
        BeatAnswer answer = store.Beat(beat);
        After(nameof(Beat));
        return answer;
    }

    public Task<ReapReport> ReapAsync(int limit, IReadOnlyCollection<HandlerId> alive) => Call(() => store.ReapAsync(limit, alive));

    public Task<PromoteReport> PromoteAsync(int limit) => Call(() => store.PromoteAsync(limit));

    public Task<CancelVerdict> CancelAsync(TaskId id) => Call(() => store.CancelAsync(id));

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(HandlerId handler, CancellationToken cancellationToken) =>
        Call(() => store.FindCancelledAsync(handler, cancellationToken));

    public Task<int> ReconcileAsync(HandlerId handler, IReadOnlyCollection<RunKey> known) => Call(() => store.ReconcileAsync(handler, known));

    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken) =>
        Call(() => store.FindAsync(id, maxResultBytes, cancellationToken));

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) => store.OpenResultAsync(id, cancellationToken);

    public Task<IReadOnlyList<TaskLogLine>> FindLogAsync(TaskId id, CancellationToken cancellationToken) =>
        store.FindLogAsync(id, cancellationToken);

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Call(() => store.FindDoneAsync(ids, cancellationToken));

    public Task<StoreTick> TickAsync(IReadOnlyCollection<HandlerId> alive, CancellationToken cancellationToken) =>
        Call(() => store.TickAsync(alive, cancellationToken));

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => store.CheckHealthAsync(cancellationToken);

    public Task<ExpireReport> DeleteExpiredAsync(int limit) => Call(() => store.DeleteExpiredAsync(limit));

    public Task RegisterAsync(RegistryEntry entry, TimeSpan lease) => Call(async () =>
    {
        await store.RegisterAsync(entry, lease);
        return true;
    });

    public Task RetireAsync(HandlerId id) => Call(async () =>
    {
        await store.RetireAsync(id);
        return true;
    });

    public Task<IReadOnlyList<RegistryEntry>> ListRegistryAsync(CancellationToken cancellationToken) =>
        store.ListRegistryAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<T> Call<T>(Func<Task<T>> call, [CallerMemberName] string method = "")
    {
        method = method.Replace("Async", "", StringComparison.Ordinal);
        Count(method);
        await Before(method);
        T answer = await call();
        After(method);
        return answer;
    }

    private void Count(string method) => _calls.AddOrUpdate(method, 1, (_, count) => count + 1);
}
