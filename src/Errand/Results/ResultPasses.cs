using System.IO.Pipelines;
using Errand.Results.Reading;

namespace Errand.Results;

/// <summary>The passes over results in this process. One that works takes a processor, so only some work at a time.</summary>
internal sealed class ResultPasses(TimeProvider clock) : IDisposable
{
    public const int MostAtOnce = 2;

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private int _open;

    /// <summary>Begins a pass. Returns it once it has output, or why it has none.</summary>
    /// <param name="result">Must be seekable. It is disposed of when the pass is over.</param>
    /// <param name="write">Writes the output, or returns why there is none.</param>
    /// <param name="patience">When it is refused.</param>
    /// <param name="cancellationToken">Ends the wait for its output, and the pass.</param>
    public async Task<(ResultPass? Pass, ResultRefusal? Refusal)> OpenAsync(
        Stream result, Func<PipeWriter, CancellationToken, Task<ResultRefusal?>> write, PassPatience patience,
        CancellationToken cancellationToken)
    {
        PassTurn? turn = await TakeTurnAsync(result, patience, cancellationToken);
        if (turn is null)
        {
            return (null, ResultRefusal.Busy());
        }

        var pass = new ResultPass(turn, async (output, stop) =>
        {
            await using (result)
            {
                return await write(output, stop);
            }
        });
        return await StartAsync(pass, cancellationToken);
    }

    /// <summary>Runs a pass whose outcome is small. It waits for its turn.</summary>
    /// <param name="result">It is disposed of when the pass is over.</param>
    /// <param name="run">The pass.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<T> RunAsync<T>(Stream result, Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        PassTurn turn = (await TakeTurnAsync(result, PassPatience.Endless, cancellationToken))!;
        try
        {
            await using (result)
            {
                return await Task.Run(() => run(cancellationToken), CancellationToken.None);
            }
        }
        finally
        {
            turn.Leave();
        }
    }

    /// <summary>Does nothing: the semaphore has no handle, and passes that outlive the server still release their turns.</summary>
    public void Dispose()
    {
    }

    /// <summary>Null when it is refused. Without a turn, the result is disposed of.</summary>
    private async Task<PassTurn?> TakeTurnAsync(Stream result, PassPatience patience, CancellationToken cancellationToken)
    {
        var turn = new PassTurn(_turns, () => Interlocked.Decrement(ref _open));
        bool isTaken = false;
        try
        {
            isTaken = Interlocked.Increment(ref _open) <= patience.MostOpen
                && await turn.TryTakeAsync(patience.Wait, clock, cancellationToken);
        }
        finally
        {
            if (!isTaken)
            {
                turn.Leave();
                await result.DisposeAsync();
            }
        }

        return isTaken ? turn : null;
    }

    private static async Task<(ResultPass? Pass, ResultRefusal? Refusal)> StartAsync(ResultPass pass, CancellationToken cancellationToken)
    {
        bool isStarted = false;
        try
        {
            ResultRefusal? refusal = await pass.StartAsync(cancellationToken);
            isStarted = refusal is null;
            return (isStarted ? pass : null, refusal);
        }
        finally
        {
            if (!isStarted)
            {
                await pass.DisposeAsync();
            }
        }
    }
}
