using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Tests.Storage;

/// <summary>The steps that the scenarios are made of, each in one word.</summary>
internal static class StoreSteps
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    public static readonly RunError Boom = new(TaskErrorKind.Exception, "boom");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Submission NewTask(
        string args = "{}", string queue = "q", int priority = 0, int tries = 3, TimeSpan? delay = null, TimeSpan? ttl = null,
        TimeSpan? timeout = null,
        IdempotencyKey? key = null) => new()
        {
            Type = new TaskType("add"),
            Args = Encoding.UTF8.GetBytes(args),
            Queue = queue,
            Priority = priority,
            MaxAttempts = tries,
            Delay = delay,
            TimeToLive = ttl ?? TimeSpan.FromDays(7),
            Timeout = timeout,
            Key = key,
        };

    public static SubmitRequest Batch(params Submission[] items) => new(Random.Shared.NextInt64(), items);

    public static async Task<TaskId> SubmitAsync(this ITaskStore store, Submission item)
    {
        SubmitAnswer verdict = Assert.Single(await store.SubmitAsync(Batch(item)));
        Assert.Equal(SubmitVerdict.Accepted, verdict.Verdict);
        return verdict.Id;
    }

    public static async Task<MemberId> StartHandlerAsync(this ITaskStore store, int slots = 4, string role = "handler")
    {
        var id = MemberId.New();
        await store.JoinAsync(Entry(id, slots, role), Lease);
        return id;
    }

    public static MemberEntry Entry(MemberId id, int slots = 4, string role = "handler") => new()
    {
        Id = id,
        Role = role,
        Host = "host",
        Pid = 42,
        Version = "1.0",
        Slots = slots,
        StartedAt = DateTimeOffset.UnixEpoch.AddDays(1),
    };

    public static async Task<IReadOnlyList<TaskClaim>> ClaimAsync(
        this ITaskStore store, MemberId handler, int slots = 1, int ahead = 0, string queue = "q")
    {
        ClaimAnswer answer = await store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), queue, slots, ahead));
        Assert.False(answer.MustBeat);
        return answer.Claims;
    }

    public static async Task<TaskClaim> ClaimOneAsync(this ITaskStore store, MemberId handler) =>
        Assert.Single(await store.ClaimAsync(handler, 1));

    public static async Task<FinishAnswer> FinishAsync(
        this ITaskStore store, TaskClaim claim, Disposition disposition, string result = "1", RunError? error = null,
        TimeSpan delay = default, string summary = "") =>
        Assert.Single(await store.FinishAsync(
            [End(claim, disposition, result, error, delay) with { Summary = Encoding.UTF8.GetBytes(summary) }]));

    /// <summary>Stores a result in parts.</summary>
    public static async Task<BlobId> StoreResultAsync(this ITaskStore store, byte[] result)
    {
        BlobId? blob = null;
        foreach (PartsRequest parts in Parts(result))
        {
            blob = await store.StorePartsAsync(parts with { Blob = blob });
            Assert.NotNull(blob);
        }

        return blob!.Value;
    }

    /// <summary>The requests that store a result, without their blob.</summary>
    public static IEnumerable<PartsRequest> Parts(byte[] result)
    {
        byte[] hash = SHA256.HashData(result);
        return result.Chunk(ResultParts.MaxBytesAtOnce).Select((piece, i) => new PartsRequest(
            null, i * ResultParts.MaxAtOnce, new ReadOnlySequence<byte>(piece), result.Length, hash));
    }

    /// <summary>Ends a run with a result that was stored in parts.</summary>
    public static async Task<FinishAnswer> FinishAsync(this ITaskStore store, TaskClaim claim, BlobId blob) =>
        Assert.Single(await store.FinishAsync([End(claim, Disposition.Succeeded) with { Blob = blob }]));

    public static FinishRequest End(
        TaskClaim claim, Disposition disposition, string result = "1", RunError? error = null, TimeSpan delay = default) => new()
        {
            Id = claim.Id,
            Attempt = claim.Attempt,
            Disposition = disposition,
            Result = disposition == Disposition.Succeeded ? new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(result)) : default,
            Error = error ?? (disposition is Disposition.Failed or Disposition.Retry ? Boom : null),
            RetryDelay = delay,
        };

    public static BeatAnswer Beat(this ITaskStore store, MemberId handler, params RunKey[] runs) =>
        store.Beat(new BeatRequest(handler, Lease, runs));

    public static async Task<CancelVerdict> CancelAsync(this ITaskStore store, TaskId id) =>
        Assert.Single(await store.CancelAsync([id])).Verdict;

    public static async Task<RetryAnswer> RetryAsync(this ITaskStore store, TaskId id) => Assert.Single(await store.RetryAsync([id]));

    public static async Task<KeepVerdict> KeepAsync(this ITaskStore store, TaskId id, KeepRequest request) =>
        Assert.Single(await store.KeepAsync([id], request));

    public static async Task<TaskChange> DeleteAsync(this ITaskStore store, TaskId id) => Assert.Single(await store.DeleteAsync([id]));

    public static Task<ReapAnswer> ReapAsync(this ITaskStore store) => store.ReapAsync(1000, []);

    public static async Task<TaskRecord> ViewAsync(this ITaskStore store, TaskId id)
    {
        TaskRecord? record = await store.FindAsync(id, 1024, Stop);
        Assert.NotNull(record);
        return record;
    }

    public static Task<TaskRecord?> FindAsync(this ITaskStore store, TaskId id) => store.FindAsync(id, 1024, Stop);

    /// <summary>The whole log; nothing when there is no such task.</summary>
    public static async Task<IReadOnlyList<TaskLogLine>> FindLogAsync(
        this IViewStore store, TaskId id, CancellationToken cancellationToken) =>
        await store.FindLogAsync(LogRequest.All(id), cancellationToken) ?? [];

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static RunKey Key(this TaskClaim claim) => new(claim.Id, claim.Attempt);
}
