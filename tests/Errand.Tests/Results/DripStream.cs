namespace Errand.Tests.Results;

/// <summary>A stream that gives a few bytes at a time.</summary>
internal sealed class DripStream(byte[] bytes, int atOnce) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(atOnce, buffer.Length)], cancellationToken);
}
