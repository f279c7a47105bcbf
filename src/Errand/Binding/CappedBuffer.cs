using System.Buffers;
using System.Globalization;
using Errand.Types;

namespace Errand.Binding;

/// <summary>A growing buffer with an end, so that a huge result fails its task and not its process.</summary>
internal sealed class CappedBuffer(int maxBytes) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Advance(int count)
    {
        if (_buffer.WrittenCount + (long)count > maxBytes)
        {
            throw new InvalidResultException(
                string.Create(CultureInfo.InvariantCulture, $"The result is larger than {maxBytes:N0} bytes, the most that is stored."));
        }

        _buffer.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);
}
