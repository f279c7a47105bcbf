using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Npgsql;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>A task that a statement stored.</summary>
/// <param name="Index">Its index in the rows of the statement.</param>
/// <param name="Verdict">What is answered.</param>
/// <param name="Deadline">Of its first run, if a handler has it already.</param>
internal readonly record struct StoredRow(int Index, SubmitAnswer Verdict, DateTimeOffset Deadline)
{
    public static StoredRow Read(NpgsqlDataReader row, bool isLeasing) => new(
        (int)row.GetInt64("ord") - 1,
        new SubmitAnswer(
            SubmitVerdict.Accepted, new TaskId(row.GetInt64("id")), row.GetInstant("created_at"), row.GetInstant("expires_at"),
            row.GetInstantOrNull("run_at"), IsClaimed: isLeasing && row.GetBoolean("is_leased")),
        isLeasing ? row.GetInstant("deadline_at") : default);

    public TaskClaim ToClaim(Submission item) => ReservedItems.Claim(item, Verdict.Id, Deadline, Deadline - Verdict.CreatedAt);
}
