using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>Reads a handler or janitor from a row of a store's <c>ListMembers</c>.</summary>
internal readonly struct MemberRow(IColumns row)
{
    public LiveMember Read(IReadOnlyList<TaskId> running) => new(ReadEntry(), row.GetInstant(7) - LeaseTimes.Lease, running);

    private MemberEntry ReadEntry() => new()
    {
        Id = row.GetHandler(0),
        Role = row.GetString(1),
        Host = row.GetString(2),
        Pid = row.GetInt32(3),
        Version = row.GetString(4),
        Slots = row.GetInt32(5),
        StartedAt = row.GetInstant(6),
    };
}
