using System.IO.Pipelines;

namespace Errand.Results;

/// <summary>The output of a pass. While it is full, another pass has the turn: a slow client holds up only itself.</summary>
internal sealed class PassOutput(PipeWriter pipe, PassTurn turn) : PipeWriter
{
    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => pipe.UnflushedBytes;

    public override void Advance(int bytes) => pipe.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => pipe.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => pipe.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<FlushResult> flush = pipe.FlushAsync(cancellationToken);
        return flush.IsCompleted ? flush : WaitAsync(flush, cancellationToken);
    }

    public override void CancelPendingFlush() => pipe.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => pipe.Complete(exception);

    private async ValueTask<FlushResult> WaitAsync(ValueTask<FlushResult> flush, CancellationToken cancellationToken)
    {
        turn.Release();
        FlushResult result = await flush;
        await turn.TakeAsync(cancellationToken);
        return result;
    }
}
