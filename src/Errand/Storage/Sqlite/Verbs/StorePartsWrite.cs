using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Stores parts of a large result.</summary>
internal sealed class StorePartsWrite(PartsRequest request) : SqliteWrite<BlobId?>(WritePriority.Finish)
{
    /// <summary>As many as half a transaction, so that it does not come together with another one.</summary>
    public override int Rows => (SqliteWriteQueue.MaxRows / 2) + 1;

    protected override BlobId? Execute(WriteScope scope)
    {
        long? blob = request.Blob is { } known
            ? scope[SqliteSql.FindBlob].Number(known.Value)
            : scope[SqliteSql.AddBlob].Number(ResultParts.MediaType, request.TotalBytes, request.Sha256, scope.Now);
        if (blob is null)
        {
            return null;
        }

        int n = request.First;
        foreach (ReadOnlyMemory<byte> part in ResultParts.Cut(request.Data))
        {
            scope[SqliteSql.PutPart].Execute(blob, n++, part);
        }

        return new BlobId(blob.Value);
    }
}
