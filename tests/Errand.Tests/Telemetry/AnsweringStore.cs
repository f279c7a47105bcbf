using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Tests.Telemetry;

/// <summary>Answers what a test says, and fails with all else.</summary>
internal sealed class AnsweringStore : IRunStore, IUpkeepStore, IMemberStore
{
    public IReadOnlyList<FinishAnswer>? Finishes { get; init; }

    public ReapAnswer? Reaped { get; init; }

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => AnswerAsync(Finishes);

    public Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive) => AnswerAsync(Reaped);

    public BeatAnswer Beat(BeatRequest beat) => throw Away();

    public Task<PromoteAnswer> PromoteAsync(int limit) => Task.FromException<PromoteAnswer>(Away());

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => throw new NotSupportedException();

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) => throw new NotSupportedException();

    public Task ReportAsync(IReadOnlyList<ReportRequest> batch) => throw new NotSupportedException();

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) => throw new NotSupportedException();

    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit) => throw new NotSupportedException();

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => throw new NotSupportedException();

    public Task JoinAsync(MemberEntry entry, TimeSpan lease) => throw new NotSupportedException();

    public Task LeaveAsync(MemberId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    private static Task<T> AnswerAsync<T>(T? answer)
        where T : class => answer is null ? Task.FromException<T>(Away()) : Task.FromResult(answer);

    private static StoreUnavailableException Away() => new("The store is away.");
}
