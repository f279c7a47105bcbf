namespace Errand.Tests.Clients;

/// <summary>What there is, and then a broken connection.</summary>
internal class CutStream(byte[] content) : MemoryStream(content)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : await EndAsync(cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        await base.CopyToAsync(destination, bufferSize, cancellationToken);
        await EndAsync(cancellationToken);
    }

    protected virtual Task<int> EndAsync(CancellationToken cancellationToken) => throw new IOException("The connection broke.");
}
