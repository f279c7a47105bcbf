using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Errand.Handler;

/// <summary>One run of one task: from the claim to the outcome.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The source of the token holds no timer, and may be cancelled just as the run ends.")]
internal sealed class TaskRun
{
    /// <summary>So long after its deadline a run that ignores its token may still return; then its lease is given up.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly TaskDefinition _definition;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly Action<TaskRun, TaskOutcome> _givenUp;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private StopReason _stopReason;
    private bool _returned;
    private bool _isGivenUp;

    /// <param name="claim">What is run.</param>
    /// <param name="definition">Its code.</param>
    /// <param name="services">For that.</param>
    /// <param name="time">The clock.</param>
    /// <param name="journal">Keeps what the function says.</param>
    /// <param name="givenUp">Told the outcome when nobody waits for the function any more; then <see cref="RunAsync"/> returns none.</param>
    /// <param name="logger">Of the server.</param>
    public TaskRun(
        TaskClaim claim, TaskDefinition definition, IServiceProvider services, TimeProvider time, RunJournal journal,
        Action<TaskRun, TaskOutcome> givenUp, ILogger logger)
    {
        Claim = claim;
        Journal = journal;
        _definition = definition;
        _services = services;
        _time = time;
        _givenUp = givenUp;
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

    /// <summary>Runs the task's function, and returns when it has really returned: with its outcome, or without one when the run was given up
    /// before.</summary>
    public async ValueTask<TaskOutcome?> RunAsync()
    {
        TaskOutcome outcome = await RunFunctionAsync();
        lock (_lock)
        {
            _returned = true;
            return _isGivenUp ? null : outcome;
        }
    }

    /// <summary>Tells the function to stop.</summary>
    public void Stop(StopReason reason)
    {
        lock (_lock)
        {
            if (_returned || _stopReason != StopReason.None)
            {
                return;
            }

            _stopReason = reason;
        }

        _ = FireAsync();
    }

    /// <summary>Stops waiting for a function that does not return.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            if (_returned || _isGivenUp)
            {
                return;
            }

            _isGivenUp = true;
        }

        _logger.FunctionIgnoresToken(Claim.Id, Claim.Attempt, Claim.Type.Name);
        _givenUp(this, TaskOutcome.Stopped(StopReason, Claim.TimeLeft));
    }

    /// <summary>Its time is up: first the function is told so, then it is given up.</summary>
    /// <returns>After how long this is to be called again.</returns>
    public TimeSpan? OnDue()
    {
        if (_stop.IsCancellationRequested)
        {
            GiveUp();
            return null;
        }

        Stop(StopReason.TimedOut);
        lock (_lock)
        {
            return _returned ? null : LastWords;
        }
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

    private async ValueTask<TaskOutcome> RunFunctionAsync()
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
            var outcome = TaskOutcome.Failed(e);
            if (outcome.Disposition == Disposition.Failed)
            {
                _logger.RunFailedForGood(Claim.Id, Claim.Attempt, Claim.Type.Name, e);
            }
            else
            {
                _logger.RunFailed(Claim.Id, Claim.Attempt, Claim.Type.Name, e);
            }

            return outcome;
        }
    }
}
