using System.Buffers;

namespace Errand.Storage;

/// <summary>How large results are kept: in parts of one size, so that any place in a result is found without reading what stands before
/// it.</summary>
internal static class ResultParts
{
    /// <summary>In bytes; only the last part of a result is smaller.</summary>
    public const int Size = TaskLimits.ResultPartBytes;

    /// <summary>A larger result is kept in parts, a smaller one in the row of its outcome.</summary>
    public const int MaxInRow = TaskLimits.MaxInlineResultBytes;

    /// <summary>How many parts are written, or deleted, by one commit.</summary>
    public const int MaxAtOnce = 4;

    /// <summary>The same in bytes.</summary>
    public const int MaxBytesAtOnce = MaxAtOnce * Size;

    public const string MediaType = "application/json";

    /// <summary>How long parts may wait to be named by an outcome. Then they are deleted.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The parts of a piece of a result. A part that is in one piece is not copied.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlySequence<byte> data)
    {
        for (long at = 0; at < data.Length; at += Size)
        {
            yield return data.Slice(at, Math.Min(Size, data.Length - at)).ToMemory();
        }
    }

    /// <summary>The bytes in one piece; copied only if they are not.</summary>
    public static ReadOnlyMemory<byte> ToMemory(this in ReadOnlySequence<byte> bytes) =>
        bytes.IsSingleSegment ? bytes.First : bytes.ToArray();
}
