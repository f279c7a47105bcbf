using Errand.Signals;

namespace Errand.Submitting;

/// <summary>A run's wait for another task. While it lasts the run has no slot; what follows it runs in one.</summary>
/// <typeparam name="T">What the wait brings.</typeparam>
internal sealed class WaitInRun<T>
{
    private readonly IWaitingRun _run;

    /// <summary>What follows the wait runs inside of the call that ends it, up to the function's next await: so it is known when that has
    /// come.</summary>
    private readonly TaskCompletionSource<T> _answer = new();
    private bool _isWaiting;

    private WaitInRun(IWaitingRun run) => _run = run;

    /// <param name="run">The run.</param>
    /// <param name="wait">Waits, and calls what it is given, perhaps more than once, when there is really something to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<T> RunAsync(IWaitingRun run, Func<Action, CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        var waiting = new WaitInRun<T>(run);
        _ = waiting.AnswerAsync(wait, cancellationToken);
        return waiting._answer.Task;
    }

    /// <summary>Never throws.</summary>
    private async Task AnswerAsync(Func<Action, CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        T? answer = default;
        Exception? thrown = null;
        try
        {
            // A run that is asked to stop no longer waits, whether or not its function passed the token on.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _run.Stopping);
            answer = await wait(OnWaiting, either.Token);
        }
        catch (Exception e)
        {
            thrown = e;
        }

        if (_isWaiting)
        {
            await _run.EndWaitAsync();
        }

        Answer(answer, thrown, cancellationToken);
        if (_isWaiting)
        {
            _run.WentOn();
        }
    }

    /// <summary>Only now the slot is of no use.</summary>
    private void OnWaiting() => _isWaiting = _isWaiting || _run.TryBeginWait();

    private void Answer(T? answer, Exception? thrown, CancellationToken cancellationToken)
    {
        switch (thrown)
        {
            case null:
                _answer.SetResult(answer!);
                break;
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                _answer.SetCanceled(cancellationToken);
                break;
            case OperationCanceledException when _run.Stopping.IsCancellationRequested:
                _answer.SetCanceled(_run.Stopping);
                break;
            default:
                _answer.SetException(thrown);
                break;
        }
    }
}
