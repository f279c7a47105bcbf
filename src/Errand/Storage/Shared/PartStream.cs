using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A result that is kept in parts. Some are read at a time, each time in a short read of its own: a slow client holds no snapshot
/// and no connection. A result never changes, so the pieces fit.</summary>
/// <param name="blob">Where its parts are.</param>
/// <param name="length">Its size in bytes.</param>
internal abstract class PartStream(BlobId blob, long length) : Stream
{
    private const int PartsAtOnce = 4;

    /// <summary>Null while it is filled, and after a read that failed: that one may still write to it.</summary>
    private byte[]? _buffer;
    private long _bufferStart;
    private int _bufferedCount;

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => true;

    public sealed override bool CanWrite => false;

    public sealed override long Length => length;

    public sealed override long Position { get; set; }

    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length)
        {
            return 0;
        }

        if (Position < _bufferStart || Position >= _bufferStart + _bufferedCount)
        {
            await FillBufferAsync(cancellationToken);
        }

        int offset = (int)(Position - _bufferStart);
        int count = Math.Min(buffer.Length, _bufferedCount - offset);
        _buffer.AsMemory(offset, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public sealed override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public sealed override void Flush()
    {
    }

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads as many of the parts from <paramref name="first"/> up to <paramref name="end"/>, not included, as there are.</summary>
    /// <returns>How many bytes they have.</returns>
    protected abstract Task<int> ReadPartsAsync(int first, int end, byte[] buffer, CancellationToken cancellationToken);

    private async Task FillBufferAsync(CancellationToken cancellationToken)
    {
        // A reader that jumps to a place may need little from there on; one that reads on needs all of it.
        int parts = Position == _bufferStart + _bufferedCount ? PartsAtOnce : 1;
        byte[] buffer = _buffer ?? new byte[Math.Min(PartsAtOnce * ResultParts.Size, length)];
        (_buffer, _bufferedCount) = (null, 0);
        int first = (int)(Position / ResultParts.Size);
        long start = (long)first * ResultParts.Size;
        int count = await ReadPartsAsync(first, first + parts, buffer, cancellationToken);
        if (count != Math.Min(parts * ResultParts.Size, length - start))
        {
            throw new StoreUnavailableException($"Blob {blob} was deleted while it was read.");
        }

        (_buffer, _bufferStart, _bufferedCount) = (buffer, start, count);
    }
}
