using Errand.Storage.Messages;
using Errand.Storage.Shared;

namespace Errand.Storage.Postgres.Reads;

/// <summary>A result that is kept in parts in PostgreSQL.</summary>
internal sealed class PostgresPartStream(PostgresReads reads, BlobId blob, long length) : PartStream(blob, length)
{
    private readonly BlobId _blob = blob;

    public override Stream OpenAgain() => new PostgresPartStream(reads, _blob, Length);

    protected override Task<int> ReadPartsAsync(int first, int end, byte[] buffer, CancellationToken cancellationToken) =>
        reads.ReadPartsAsync(_blob, first, end, buffer, cancellationToken);
}
