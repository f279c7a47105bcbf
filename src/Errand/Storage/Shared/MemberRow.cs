using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads a handler or janitor from a row of a store's <c>ListMembers</c>, <c>ListGone</c>, <c>FindStanding</c> or
/// <c>FindWork</c>.</summary>
internal readonly struct MemberRow(IColumns row)
{
    /// <summary>The column after those of the member itself.</summary>
    public const int Next = 11;

    public LiveMember Read(IReadOnlyList<TaskId> running) =>
        new(ReadEntry(), row.GetInstant(7) - LeaseTimes.Lease, row.GetBoolean(10), running);

    /// <param name="isGone">Whether it is.</param>
    /// <param name="held">How many tasks it holds.</param>
    public StandingHandler ReadStanding(bool isGone, int held) =>
        new(ReadEntry(), held, row.GetBoolean(10), isGone ? row.GetInstant(7) : null);

    /// <summary>From a row with, after the member itself, whether it is gone, what it holds, whether it signed off, and what was taken
    /// over from it.</summary>
    public WorkMember ReadWork() => new(
        ReadEntry(), row.GetInt32(Next + 1), row.GetBoolean(10), row.GetBoolean(Next) ? row.GetInstant(7) : null, row.GetBoolean(Next + 2),
        row.GetInt32(Next + 3));

    public GoneMember ReadGone() => new(ReadEntry(), row.GetInstant(7), row.GetInt32(Next));

    private MemberEntry ReadEntry() => new()
    {
        Id = row.GetHandler(0),
        Role = row.GetString(1),
        Host = row.GetString(2),
        Pid = row.GetInt32(3),
        Version = row.GetString(4),
        Slots = row.GetInt32(5),
        StartedAt = row.GetInstant(6),
        Offer = row.IsNull(8) ? null : OfferText.Read(row.GetString(8)),
        MemoryBytes = row.GetInt64(9),
    };
}
