using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>A result, read in pieces of 1 MiB, each in a short read of its own: a slow client never holds a snapshot. A result never
/// changes, so the pieces fit.</summary>
internal sealed class ResultStream(SqliteReaders readers, TaskId id, long length) : Stream
{
    private const int PieceSize = 1 << 20;

    private byte[] _piece = [];
    private int _used;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read - _piece.Length + _used;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_used == _piece.Length && _read < length)
        {
            int size = (int)Math.Min(PieceSize, length - _read);
            _piece = await readers.ReadAsync((reader, _) => ReadPiece(reader, size), cancellationToken);
            _read += size;
            _used = 0;
        }

        int count = Math.Min(buffer.Length, _piece.Length - _used);
        _piece.AsMemory(_used, count).CopyTo(buffer);
        _used += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[] ReadPiece(SqliteReader reader, int size)
    {
        byte[] piece = new byte[size];
        // Bytes, not characters: the incremental interface reads text as it is stored, and only the pages that it needs.
        using var blob = new SqliteBlob(reader.Connection, "outcome", "result", id.Value, readOnly: true) { Position = _read };
        blob.ReadExactly(piece);
        return piece;
    }
}
