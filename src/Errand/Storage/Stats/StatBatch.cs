using System.Buffers.Binary;

namespace Errand.Storage.Stats;

/// <summary>What a process counted since it last wrote that down.</summary>
/// <param name="Member">Unique to this batch: if its answer is lost and it is sent again, it is stored once.</param>
/// <param name="Rows">One for each type, queue and outcome. The store says when they were written.</param>
internal sealed record StatBatch(Guid Member, IReadOnlyList<StatRow> Rows)
{
    /// <summary>The number of its receipt.</summary>
    public long Nonce => BinaryPrimitives.ReadInt64LittleEndian(Member.ToByteArray().AsSpan(8));
}
