using Microsoft.Extensions.Logging;

namespace Errand.Handler;

/// <summary>One run of one task: from the claim to the outcome.</summary>
internal sealed class TaskRun : IDisposable
{
    /// <summary>So long after its deadline a run that ignores its token may still return; then its lease is given up.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>What one timer can hold; a deadline beyond it is left to the reaper.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(45);

    private readonly TaskDefinition _definition;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private StopReason _stopReason;
    private bool _ended;

    public TaskRun(
        TaskClaim claim, TaskDefinition definition, IServiceProvider services, TimeProvider time, RunJournal journal, ILogger logger)
    {
        Claim = claim;
        Journal = journal;
        _definition = definition;
        _services = services;
        _time = time;
        _logger = logger;
    }

    public TaskClaim Claim { get; }

    public RunJournal Journal { get; }

    public StopReason StopReason
    {
        get
        {
            lock (_lock)
            {
                return _stopReason;
            }
        }
    }

    /// <summary>Runs the task's function. The second task ends when the function has really returned; the first may end earlier, when the
    /// function ignores its token.</summary>
    public (Task<TaskOutcome> Outcome, Task Returned) Start()
    {
        ArmTimer();
        // On the pool: a synchronous function must hold up its own slot only.
        Task<TaskOutcome> function = Task.Run(RunFunctionAsync, CancellationToken.None);
        return (EndAsync(function), function);
    }

    /// <summary>Tells the function to stop.</summary>
    public void Stop(StopReason reason)
    {
        lock (_lock)
        {
            if (_ended || _stopReason != StopReason.None)
            {
                return;
            }

            _stopReason = reason;
        }

        _ = FireAsync();
    }

    /// <summary>Stops waiting for a function that does not return.</summary>
    public void GiveUp() => _givenUp.TrySetResult();

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
        }

        _timer?.Dispose();
    }

    /// <summary>What the function registered on its token runs on the pool: neither a slow nor a throwing callback may hold up whoever
    /// stops it, such as the beat.</summary>
    private async Task FireAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (Exception e)
        {
            _logger.StopCallbackFailed(Claim.Id, Claim.Attempt, e);
        }
    }

    private async Task<TaskOutcome> EndAsync(Task<TaskOutcome> function)
    {
        if (await Task.WhenAny(function, _givenUp.Task) == function)
        {
            return await function;
        }

        _logger.FunctionIgnoresToken(Claim.Id, Claim.Attempt, Claim.Type.Name);
        return TaskOutcome.Stopped(StopReason, Claim.TimeLeft);
    }

    private async Task<TaskOutcome> RunFunctionAsync()
    {
        CancellationToken runToken = _stop.Token;
        if (runToken.IsCancellationRequested)
        {
            // Stopped while it waited for its slot.
            return TaskOutcome.Stopped(StopReason, Claim.TimeLeft);
        }

        var logger = new TaskLogger(Journal, _logger, _time, Claim);
        var context = new TaskContext(
            Claim.Id, Claim.Type, Claim.Attempt, Claim.MaxAttempts, Claim.Deadline, logger, Journal.ReportProgress);
        try
        {
            return TaskOutcome.Succeeded(await _definition.Handler(context, Claim.Args, _services, runToken));
        }
        catch (OperationCanceledException) when (runToken.IsCancellationRequested)
        {
            return TaskOutcome.Stopped(StopReason, Claim.TimeLeft);
        }
        catch (Exception e)
        {
            // Whatever a function throws is that task's outcome, never ours.
            _logger.RunFailed(Claim.Id, Claim.Attempt, Claim.Type.Name, e);
            return TaskOutcome.Failed(e);
        }
    }

    private void ArmTimer()
    {
        if (Claim.TimeLeft < LongestTimer)
        {
            // Armed once the field is set: a deadline of this very moment fires before CreateTimer has returned.
            _timer = _time.CreateTimer(static run => ((TaskRun)run!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Claim.TimeLeft > TimeSpan.Zero ? Claim.TimeLeft : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        if (_stop.IsCancellationRequested)
        {
            GiveUp();
            return;
        }

        Stop(StopReason.TimedOut);
        _timer?.Change(LastWords, Timeout.InfiniteTimeSpan);
    }
}
