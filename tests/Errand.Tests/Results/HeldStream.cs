using System.Text;

namespace Errand.Tests.Results;

/// <summary>A result whose reading waits for the test.</summary>
internal sealed class HeldStream : MemoryStream
{
    private readonly TaskCompletionSource<byte[]> _content = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody reads.</summary>
    public Task Begun => _read.Task;

    public void Give(string json) => _content.TrySetResult(Encoding.UTF8.GetBytes(json));

    public void Fail(Exception exception) => _content.TrySetException(exception);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _read.TrySetResult();
        byte[] content = await _content.Task.WaitAsync(cancellationToken);
        int count = Math.Min(buffer.Length, content.Length - (int)Position);
        content.AsSpan((int)Position, count).CopyTo(buffer.Span);
        Position += count;
        return count;
    }
}
