using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Telemetry;
using Errand.Types;

namespace Errand.Handler.Running;

/// <summary>One run of one task: from the claim to the outcome.</summary>
/// <param name="claim">What is run.</param>
/// <param name="definition">Its type.</param>
/// <param name="slots">Where it runs.</param>
/// <param name="parts">What it shares with the other runs.</param>
[SuppressMessage(
    "Reliability", "CA1001", Justification = "The source of the token holds no timer, and may be cancelled just as the run ends.")]
internal sealed class TaskRun(TaskClaim claim, TaskDefinition definition, RunSlots slots, RunParts parts) : IWaitingRun, IFunctionWatch
{
    /// <summary>How long a run that ignores its token may take to return after its deadline before its lease is released, and how long
    /// the disposal of its services may take.</summary>
    public static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly long _startedAt = parts.Time.GetTimestamp();
    private StopReason _stopReason;
    private long _endedAt;

    /// <summary>Known before the run is over only while services are disposed of.</summary>
    private StrongBox<TaskOutcome>? _outcome;
    private bool _returned;
    private bool _isGivenUp;
    private RunSlot? _slot;

    public TaskClaim Claim => claim;

    public TaskDefinition Definition => definition;

    public TaskId Id => claim.Id;

    /// <summary>Keeps what the function says.</summary>
    public RunJournal Journal { get; } = new(new RunKey(claim.Id, claim.Attempt), parts.Reporter);

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

    public CancellationToken Stopping => _stop.Token;

    /// <summary>How long it has been known how the run ended; zero while it is not.</summary>
    public TimeSpan EndedSince
    {
        get
        {
            lock (_lock)
            {
                return _endedAt == 0 ? TimeSpan.Zero : parts.Time.GetElapsedTime(_endedAt);
            }
        }
    }

    /// <summary>How long it took, or has taken so far.</summary>
    public TimeSpan Took
    {
        get
        {
            lock (_lock)
            {
                return parts.Time.GetElapsedTime(_startedAt, _endedAt == 0 ? parts.Time.GetTimestamp() : _endedAt);
            }
        }
    }

    /// <summary>Runs the task's function and returns when it has really returned: with its outcome, or without one when the run was
    /// abandoned before.</summary>
    public async ValueTask<TaskOutcome?> RunAsync()
    {
        TaskOutcome outcome = await RunFunctionAsync();
        lock (_lock)
        {
            _returned = true;
            SetEnded();
            return _isGivenUp ? null : outcome;
        }
    }

    /// <summary>Returns, once it has returned, whether it has a slot: one that waited for other tasks to the last has none.</summary>
    public bool LeaveSlot() => _slot?.End() ?? true;

    public bool TryBeginWait()
    {
        RunSlot slot;
        lock (_lock)
        {
            if (_returned)
            {
                return false;
            }

            slot = _slot ??= new RunSlot(slots);
        }

        return slot.TryBeginWait();
    }

    public Task EndWaitAsync() => _slot!.EndWaitAsync(_stop.Token);

    public void WentOn() => _slot!.WentOn();

    /// <summary>Asks the function to stop.</summary>
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
        StrongBox<TaskOutcome>? known;
        lock (_lock)
        {
            if (_returned || _isGivenUp)
            {
                return;
            }

            _isGivenUp = true;
            SetEnded();
            known = _outcome;
        }

        if (known is null)
        {
            parts.Logger.FunctionIgnoresToken(claim.Id, claim.Attempt, claim.Type.Name);
        }
        else
        {
            parts.Logger.ServicesHang(claim.Id, claim.Attempt, claim.Type.Name, LastWords.TotalSeconds);
        }

        parts.Ledger.GivenUp(this, known?.Value ?? TaskOutcome.Stopped(StopReason, claim.TimeLeft));
    }

    /// <summary>Its time is up: the first call asks the function to stop, the second abandons it.</summary>
    /// <returns>After how long this is to be called again.</returns>
    public TimeSpan? OnDue()
    {
        if (_stop.IsCancellationRequested || EndedSince >= LastWords)
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

    public void FunctionEnded(ReadOnlySequence<byte> result, Exception? thrown)
    {
        TaskOutcome outcome = thrown is null ? TaskOutcome.Succeeded(result) : OutcomeOf(thrown);
        lock (_lock)
        {
            _outcome = new StrongBox<TaskOutcome>(outcome);
            SetEnded();
        }

        parts.Ledger.FunctionEnded(this);
    }

    /// <summary>The first time counts. No timestamp is 0, which means that it is not known.</summary>
    private void SetEnded() => _endedAt = _endedAt == 0 ? Math.Max(1, parts.Time.GetTimestamp()) : _endedAt;

    /// <summary>What the function registered on its token runs on the pool: neither a slow nor a throwing callback may hold up the
    /// caller, such as the beat.</summary>
    private async Task FireAsync()
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (Exception e)
        {
            parts.Logger.StopCallbackFailed(claim.Id, claim.Attempt, e);
        }
    }

    private async ValueTask<TaskOutcome> RunFunctionAsync()
    {
        CancellationToken runToken = _stop.Token;
        if (runToken.IsCancellationRequested)
        {
            // Stopped while it waited for its slot.
            return TaskOutcome.Stopped(StopReason, claim.TimeLeft);
        }

        var logger = new TaskLogger(Journal, parts.Logger, parts.Time, claim);
        var context = new TaskContext(logger, Journal.ReportProgress)
        {
            Id = claim.Id,
            Type = claim.Type,
            Attempt = claim.Attempt,
            MaxAttempts = claim.MaxAttempts,
            Deadline = claim.Deadline,
            Watch = this,
        };
        var ambient = AmbientRun.Enter(this);
        using IDisposable? scope = parts.Logger.BeginScope(new RunScope(claim));
        Activity? span = RunTrace.Start(claim, parts.ContinuesTraces);
        TaskOutcome outcome;
        try
        {
            outcome = TaskOutcome.Succeeded(await definition.Handler(context, claim.Args, parts.Services, runToken));
        }
        catch (Exception e)
        {
            // Whatever a function throws is that task's outcome, never ours.
            outcome = _outcome?.Value ?? OutcomeOf(e);
        }
        finally
        {
            ambient.Leave();
        }

        if (span is not null)
        {
            RunTrace.End(span, outcome.Disposition, outcome.Error);
        }

        return outcome;
    }

    private TaskOutcome OutcomeOf(Exception thrown)
    {
        if (_stop.IsCancellationRequested && Wrapped.IsAll<OperationCanceledException>(thrown))
        {
            return TaskOutcome.Stopped(StopReason, claim.TimeLeft);
        }

        var outcome = TaskOutcome.Failed(thrown);
        if (outcome.Disposition == Disposition.Failed)
        {
            parts.Logger.RunFailedForGood(claim.Id, claim.Attempt, claim.Type.Name, thrown);
        }
        else
        {
            parts.Logger.RunFailed(claim.Id, claim.Attempt, claim.Type.Name, thrown);
        }

        return outcome;
    }
}
