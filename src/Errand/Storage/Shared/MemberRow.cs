using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads a handler or janitor from a row of a store's <c>ListMembers</c>, <c>ListGone</c> or <c>FindStanding</c>.</summary>
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
