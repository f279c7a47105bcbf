using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Statements;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>A task that is claimed, or about to be.</summary>
internal readonly record struct ClaimRow(
    long Priority, long Id, int Attempt, int Tries, string Type, byte[] Args, int MaxAttempts, long Deadline,
    long? Since, string? Trace, bool WasDelayed)
{
    public static ClaimRow Read(SqliteRow row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.GetBytes(5), row.GetInt32(6),
        row.GetInt64(7), row.GetInt64OrNull(8), row.IsNull(9) ? null : row.GetString(9), row.GetBoolean(10));

    public TaskClaim ToClaim(string queue, long now) => new()
    {
        Id = new TaskId(Id),
        Attempt = Attempt,
        TriesLeft = Tries,
        MaxAttempts = MaxAttempts,
        Type = new TaskType(Type),
        Queue = queue,
        Waited = Since is { } since ? TimeSpan.FromMilliseconds(Math.Max(0, now - since)) : null,
        Args = Args,
        Deadline = DateTimeOffset.FromUnixTimeMilliseconds(Deadline),
        TimeLeft = TimeSpan.FromMilliseconds(Math.Max(0, Deadline - now)),
        Trace = Trace,
        WasDelayed = WasDelayed,
    };
}
