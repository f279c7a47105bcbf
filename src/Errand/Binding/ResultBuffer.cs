using System.Buffers;
using System.Globalization;
using Errand.Types;

namespace Errand.Binding;

/// <summary>Takes a result while it is written, and fails it when it becomes too large: a huge result must not fail its process.</summary>
/// <remarks>A large result stands in chunks. So it is never copied to make room for more of it, and is in memory once.</remarks>
internal sealed class ResultBuffer(int maxBytes) : IBufferWriter<byte>
{
    private const int Smallest = 256;

    /// <summary>The store takes a large result in parts of this size: each is one chunk then.</summary>
    private const int ChunkSize = TaskLimits.ResultPartBytes;

    /// <summary>For a text, the writer asks for three bytes per UTF-16 code unit, of which it may use one.</summary>
    private const int MostBytesPerByte = 3;

    private readonly List<byte[]> _full = [];
    private byte[] _chunk = [];
    private int _used;

    /// <summary>What the writer was given because the chunk has too little room left.</summary>
    private byte[]? _edge;

    public ReadOnlySequence<byte> Written
    {
        get
        {
            if (_full.Count == 0)
            {
                return new ReadOnlySequence<byte>(_chunk, 0, _used);
            }

            var first = new Segment(_full[0], null);
            Segment last = first;
            foreach (byte[] chunk in _full.Skip(1))
            {
                last = new Segment(chunk, last);
            }

            last = new Segment(_chunk.AsMemory(0, _used), last);
            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }

    private int Free => _chunk.Length - _used;

    private long Left => maxBytes - ((long)_full.Count * ChunkSize) - _used;

    public void Advance(int count)
    {
        if (count > Left)
        {
            throw TooLarge();
        }

        if (_edge is null)
        {
            _used += count;
        }
        else
        {
            Append(_edge.AsSpan(0, count));
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int size = Math.Max(sizeHint, 1);
        if (size > ChunkSize && size / MostBytesPerByte > Left)
        {
            // One value that cannot fit: its room must not be made first.
            throw TooLarge();
        }

        if (Free < size && _used + (long)size <= ChunkSize)
        {
            Grow(_used + size);
        }

        if (Free >= size)
        {
            _edge = null;
            return _chunk.AsMemory(_used);
        }

        if (_edge is null || _edge.Length < size)
        {
            _edge = new byte[size];
        }

        return _edge;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private InvalidResultException TooLarge() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The result is larger than {maxBytes:N0} bytes, the most that is stored (MAX_RESULT_BYTES)."));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            int count = Math.Min(bytes.Length, ChunkSize - _used);
            Grow(_used + count);
            bytes[..count].CopyTo(_chunk.AsSpan(_used));
            _used += count;
            bytes = bytes[count..];
            if (bytes.IsEmpty)
            {
                return;
            }

            _full.Add(_chunk);
            (_chunk, _used) = ([], 0);
        }
    }

    /// <summary>All chunks after the first are large from the start.</summary>
    private void Grow(int size)
    {
        if (_chunk.Length < size)
        {
            int doubled = Math.Max(Smallest, Math.Max(size, 2 * _chunk.Length));
            Array.Resize(ref _chunk, _full.Count > 0 ? ChunkSize : Math.Min(doubled, ChunkSize));
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> bytes, Segment? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
            {
                before.Next = this;
            }
        }
    }
}
