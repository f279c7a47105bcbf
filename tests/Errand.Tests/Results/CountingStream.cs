namespace Errand.Tests.Results;

/// <summary>Counts the bytes that are read from it.</summary>
internal sealed class CountingStream(byte[] content) : MemoryStream(content)
{
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken);
        Count += read;
        return read;
    }
}
