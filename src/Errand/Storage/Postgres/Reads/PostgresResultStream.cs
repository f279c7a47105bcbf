using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Reads;

/// <summary>A result, read in pieces, each in a short read of its own: a slow client never holds a snapshot or a connection. A result never
/// changes, so the pieces fit.</summary>
internal sealed class PostgresResultStream(PostgresSource source, TaskId id, long length) : Stream
{
    /// <summary>Characters. The server walks over what stands before a piece, so the pieces are large.</summary>
    private const int PieceSize = 4 << 20;

    private byte[] _piece = [];
    private int _used;
    private long _read;
    private int _next = 1;

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
            await ReadPieceAsync(cancellationToken);
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

    private async Task ReadPieceAsync(CancellationToken cancellationToken)
    {
        List<byte[]> pieces = await source.ReadAsync(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(PostgresSql.ReadResult, Of(id.Value), Of(_next), Of(PieceSize));
                return await command.ListAsync(row => row.GetFieldValue<byte[]>(0));
            },
            cancellationToken);
        if (pieces is not [{ Length: > 0 } piece])
        {
            throw new StoreUnavailableException($"The result of task {id} was deleted while it was read.");
        }

        _piece = piece;
        _used = 0;
        _read += piece.Length;
        _next += PieceSize;
    }
}
