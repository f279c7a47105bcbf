using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Errand.Benchmarks;

/// <summary>A body that is complete each time it is read.</summary>
internal sealed class RepeatedBody(byte[] bytes) : PipeReader, IRequestBodyPipeFeature
{
    public int Length => bytes.Length;

    public PipeReader Reader => this;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => new(Whole());

    public override bool TryRead(out ReadResult result)
    {
        result = Whole();
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    private ReadResult Whole() => new(new ReadOnlySequence<byte>(bytes), isCanceled: false, isCompleted: true);
}
