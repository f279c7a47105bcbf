using Errand.Results.Formats;
using Errand.Results.Reading;

namespace Errand.Results;

/// <summary>The passes over results in this process. One that works takes a processor, so only some work at a time.</summary>
internal sealed class ResultPasses : IDisposable
{
    public const int MostAtOnce = 2;

    /// <summary>Those that work, those that wait for a turn and those that wait for their clients. Each takes some megabytes.</summary>
    public const int MostOpen = 16;

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private int _open;

    /// <summary>Begins a pass. Returns it once it has output, or why it has none.</summary>
    /// <param name="result">Must be seekable. It is disposed of when the pass is over.</param>
    /// <param name="query">What is wanted of it.</param>
    /// <param name="mostOpen">It is refused when there are that many.</param>
    /// <param name="cancellationToken">Ends the wait for its output, and the pass.</param>
    public async Task<(ResultPass? Pass, ResultRefusal? Refusal)> OpenAsync(
        Stream result, ResultQuery query, int mostOpen, CancellationToken cancellationToken)
    {
        var turn = new PassTurn(_turns, () => Interlocked.Decrement(ref _open));
        if (Interlocked.Increment(ref _open) > mostOpen)
        {
            turn.Leave();
            await result.DisposeAsync();
            return (null, ResultRefusal.Busy());
        }

        try
        {
            await turn.TakeAsync(cancellationToken);
        }
        catch
        {
            turn.Leave();
            await result.DisposeAsync();
            throw;
        }

        var pass = new ResultPass(turn, async (output, stop) =>
        {
            await using (result)
            {
                return await ResultFormats.WriteAsync(result, query, output, stop);
            }
        });
        return await StartAsync(pass, cancellationToken);
    }

    /// <summary>Does nothing: the semaphore has no handle, and passes that outlive the server still release their turns.</summary>
    public void Dispose()
    {
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
