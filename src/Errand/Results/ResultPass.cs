using System.IO.Pipelines;
using Errand.Results.Reading;

namespace Errand.Results;

/// <summary>One reading of a result, and what comes out of it. It goes on while its output is read.</summary>
internal sealed class ResultPass : IAsyncDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024));
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<ResultRefusal?> _running;

    /// <param name="turn">The pass has it; it is released when the pass is over.</param>
    /// <param name="run">Writes the output, or returns why there is none.</param>
    public ResultPass(PassTurn turn, Func<PipeWriter, CancellationToken, Task<ResultRefusal?>> run) =>
        _running = Task.Run(() => RunAsync(turn, run));

    public PipeReader Output => _pipe.Reader;

    /// <summary>Waits until there is output. Returns why there is none, or null.</summary>
    public async Task<ResultRefusal?> StartAsync(CancellationToken cancellationToken)
    {
        ReadResult first = await _pipe.Reader.ReadAsync(cancellationToken);
        _pipe.Reader.AdvanceTo(first.Buffer.Start);
        return first.Buffer.IsEmpty ? await _running : null;
    }

    /// <summary>Has the pass stop soon, if it is not over.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Stops the pass, if it is not over, and waits until it has let go of everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _pipe.Reader.CompleteAsync();
    }

    private async Task<ResultRefusal?> RunAsync(PassTurn turn, Func<PipeWriter, CancellationToken, Task<ResultRefusal?>> run)
    {
        ResultRefusal? refusal = null;
        Exception? failure = null;
        try
        {
            refusal = await run(new PassOutput(_pipe.Writer, turn), _stop.Token);
        }
        catch (Exception e)
        {
            failure = e; // Thrown where the output is read.
        }

        turn.Leave();
        await _pipe.Writer.CompleteAsync(failure);
        return refusal;
    }
}
