using System.Buffers;
using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A result that is kept in parts. Some are read at a time, each time in a short read of its own: a slow client holds no snapshot
/// and no connection. A result never changes, so the pieces fit. For a reader that reads on, the next piece is read in advance.</summary>
/// <param name="blob">Where its parts are.</param>
/// <param name="length">Its size in bytes.</param>
internal abstract class PartStream(BlobId blob, long length) : Stream, IReopenable
{
    private const int PartsAtOnce = 4;

    private Piece _piece = new(null, 0, 0);

    /// <summary>The read of what follows the piece, if it has begun.</summary>
    private Task<Piece>? _next;

    /// <summary>For the read after that.</summary>
    private byte[]? _spare;

    private readonly record struct Piece(byte[]? Buffer, long Start, int Count)
    {
        public long End => Start + Count;
    }

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => true;

    public sealed override bool CanWrite => false;

    public sealed override long Length => length;

    public sealed override long Position { get; set; }

    public abstract Stream OpenAgain();

    public sealed override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length)
        {
            return 0;
        }

        if (Position < _piece.Start || Position >= _piece.End)
        {
            await TurnAsync(cancellationToken);
        }

        int offset = (int)(Position - _piece.Start);
        int count = Math.Min(buffer.Length, _piece.Count - offset);
        _piece.Buffer.AsMemory(offset, count).CopyTo(buffer);
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

    public sealed override async ValueTask DisposeAsync()
    {
        await ForgetNextAsync();
        Return(_piece.Buffer);
        Return(_spare);
        (_piece, _spare) = (new Piece(null, 0, 0), null);
        await base.DisposeAsync();
    }

    /// <summary>Reads as many of the parts from <paramref name="first"/> up to <paramref name="end"/>, not included, as there are.</summary>
    /// <returns>How many bytes they have.</returns>
    protected abstract Task<int> ReadPartsAsync(int first, int end, byte[] buffer, CancellationToken cancellationToken);

    /// <summary>Goes to the piece that has the position.</summary>
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        // A reader that jumps to a place may need little from there on; one that reads on needs all of it.
        bool readsOn = Position == _piece.End;
        bool isSteady = readsOn && _piece.Count > 0;
        if (!readsOn)
        {
            await ForgetNextAsync();
        }

        if (!await TryTakeNextAsync(cancellationToken))
        {
            byte[]? buffer = _piece.Buffer;
            _piece = new Piece(null, Position, 0); // A read that fails may still write to the buffer.
            _piece = await ReadPieceAsync(Position, readsOn ? PartsAtOnce : 1, buffer, cancellationToken);
        }

        if (isSteady && _piece.End < length)
        {
            (long start, byte[]? buffer, _spare) = (_piece.End, _spare, null);
            _next = Task.Run(() => ReadPieceAsync(start, PartsAtOnce, buffer, cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>False when there is none. What could not be read in advance is read again, so that an error has its reader.</summary>
    private async Task<bool> TryTakeNextAsync(CancellationToken cancellationToken)
    {
        if (_next is not { } next)
        {
            return false;
        }

        await ((Task)next).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        _next = null;
        if (next.IsCompletedSuccessfully)
        {
            (_spare, _piece) = (_piece.Buffer, await next);
        }

        return next.IsCompletedSuccessfully;
    }

    private async Task ForgetNextAsync()
    {
        if (_next is { } next)
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _next = null;
            if (next.IsCompletedSuccessfully)
            {
                Return(_spare);
                _spare = (await next).Buffer;
            }
        }
    }

    private static void Return(byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Piece> ReadPieceAsync(long position, int parts, byte[]? buffer, CancellationToken cancellationToken)
    {
        // Given back when the stream is disposed of; one that a read failed to fill is not, because that read may still write to it.
        buffer ??= ArrayPool<byte>.Shared.Rent((int)Math.Min(PartsAtOnce * ResultParts.Size, length));
        int first = (int)(position / ResultParts.Size);
        long start = (long)first * ResultParts.Size;
        int count = await ReadPartsAsync(first, first + parts, buffer, cancellationToken);
        if (count != Math.Min(parts * ResultParts.Size, length - start))
        {
            throw new StoreUnavailableException($"Blob {blob} was deleted while it was read.");
        }

        return new Piece(buffer, start, count);
    }
}
