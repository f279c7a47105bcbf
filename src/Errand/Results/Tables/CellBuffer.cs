using System.Buffers;

namespace Errand.Results.Tables;

/// <summary>The cells that were read, as long as they are not too many bytes. What is too much is dropped.</summary>
internal sealed class CellBuffer(int most) : IBufferWriter<byte>
{
    /// <summary>In bytes, of all cells of an answer.</summary>
    public const int Most = 8 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _left = most;

    public bool IsTooLong => _left < 0;

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>Makes room for other cells, which count too.</summary>
    public void Clear() => _bytes.ResetWrittenCount();

    public void Advance(int count)
    {
        _left = IsTooLong ? _left : _left - count;
        if (!IsTooLong)
        {
            _bytes.Advance(count);
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);
}
