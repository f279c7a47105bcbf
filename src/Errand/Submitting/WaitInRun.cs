using Errand.Signals;
using Errand.Storage.Messages;

namespace Errand.Submitting;

/// <summary>A run's wait for another task. While it lasts the run has no slot; what follows it runs in one.</summary>
internal sealed class WaitInRun
{
    private readonly IWaitingRun _run;

    /// <summary>What follows the wait runs inside of the call that ends it, up to the function's next await: so it is known when that has
    /// come.</summary>
    private readonly TaskCompletionSource<TaskRecord?> _answer = new();
    private bool _isWaiting;

    private WaitInRun(IWaitingRun run) => _run = run;

    /// <summary>The task when it is done; null when there is none or it expired meanwhile.</summary>
    public static Task<TaskRecord?> FindAsync(TaskWaiters waiters, IWaitingRun run, TaskId id, CancellationToken cancellationToken)
    {
        var wait = new WaitInRun(run);
        _ = wait.AnswerAsync(waiters, id, cancellationToken);
        return wait._answer.Task;
    }

    /// <summary>Never throws.</summary>
    private async Task AnswerAsync(TaskWaiters waiters, TaskId id, CancellationToken cancellationToken)
    {
        TaskRecord? task = null;
        Exception? thrown = null;
        try
        {
            // A run that is asked to stop no longer waits, whether or not its function passed the token on.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _run.Stopping);
            task = await waiters.FindInRunAsync(id, OnWaiting, either.Token);
        }
        catch (Exception e)
        {
            thrown = e;
        }

        if (_isWaiting)
        {
            await _run.EndWaitAsync();
        }

        Answer(task, thrown, cancellationToken);
        if (_isWaiting)
        {
            _run.WentOn();
        }
    }

    /// <summary>The task is not done: only now the slot is of no use.</summary>
    private void OnWaiting() => _isWaiting = _isWaiting || _run.TryBeginWait();

    private void Answer(TaskRecord? task, Exception? thrown, CancellationToken cancellationToken)
    {
        switch (thrown)
        {
            case null:
                _answer.SetResult(task);
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
