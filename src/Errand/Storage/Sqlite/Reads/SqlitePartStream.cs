using Errand.Storage.Messages;
using Errand.Storage.Shared;

namespace Errand.Storage.Sqlite.Reads;

/// <summary>A result that is kept in parts in SQLite.</summary>
internal sealed class SqlitePartStream(SqliteReaders readers, BlobId blob, long length) : PartStream(blob, length)
{
    private readonly BlobId _blob = blob;

    public override Stream OpenAgain() => new SqlitePartStream(readers, _blob, Length);

    protected override Task<int> ReadPartsAsync(int first, int end, byte[] buffer, CancellationToken cancellationToken) =>
        readers.ReadAsync((reader, _) => SqliteReads.ReadParts(reader, _blob, first, end, buffer), cancellationToken);
}
