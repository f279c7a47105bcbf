using Errand.Handler.Claiming;
using Errand.Handler.Running;
using Errand.Membership;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Types;
using Microsoft.Extensions.Logging;

namespace Errand.Handler;

/// <summary>One handler: claims waiting tasks, runs their code and writes down how it went.</summary>
internal sealed class HandlerLoop : IDisposable
{
    private static readonly TimeSpan NoSuchTypeDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(10);

    private readonly HandlerParts _parts;
    private readonly HandlerOptions _options;
    private readonly ILogger _logger;
    private readonly ActiveRuns _runs;
    private readonly QueueRotation _queues;
    private readonly RunSlots _slots;
    private readonly FinishQueue _finishes;
    private readonly RunReporter _reporter;
    private readonly Member _member;
    private readonly ClaimAhead _ahead;
    private readonly ClaimLoop _claims;
    private readonly Reservations _reservations;
    private readonly RunCare _care;
    private readonly RunParts _runParts;
    private readonly Action<RunJournal> _journalChanged;
    private readonly LocalRuns.Handler _localRuns;
    private readonly CancellationTokenSource _stopClaiming = new();
    private readonly CancellationTokenSource _stopAll = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task _claiming = Task.CompletedTask;
    private Task _finishing = Task.CompletedTask;
    private Task _caring = Task.CompletedTask;
    private Task? _stopping;

    public HandlerLoop(HandlerParts parts, HandlerOptions options, ILogger logger)
    {
        _parts = parts;
        _options = options;
        _logger = logger;
        (IRunStore store, TimeProvider time) = (parts.RunStore, parts.Time);
        _runs = new ActiveRuns(time);
        _queues = new QueueRotation(options.Queues);
        _slots = new RunSlots(options.Concurrency, RunAsync, () => _member!.Standing == MemberStanding.Alive, () => _claims!.Wake(), time);
        _finishes = new FinishQueue(store, OnDecided, () => _claims!.Wake(), time, logger);
        _reporter = new RunReporter(store, parts.Events, time, logger);
        _member = new Member(parts.MemberStore, parts.Locals, time, "handler", options.Concurrency, logger)
        {
            Runs = () => _runs.Keys,
            Answered = OnBeatAnswered,
        };
        _ahead = new ClaimAhead(time);
        _claims = new ClaimLoop(store, _member, _slots, _ahead, _queues, Start, HandBack, () => _finishes.IsBehind, time, logger);
        _reservations = new Reservations(_member, _slots, _ahead, _queues, Start, TakeLate, () => _finishes.IsBehind, _claims.Wake);
        _care = new RunCare(store, _member, _runs, parts.Events, time, logger);
        _journalChanged = _reporter.OnChanged;
        _runParts = new RunParts(parts.Services, _runs, _slots, time, OnGivenUp, logger);
        _localRuns = new LocalRuns.Handler(() => _runs.OldestUnrecorded, () => _slots.Away);
    }

    /// <summary>Lists itself in the store and listens for work.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _member.JoinAsync(cancellationToken);
        _parts.Events.Happened += OnHappened;
        _parts.Events.QueueReady += OnQueueReady;
        _parts.LocalRuns.Add(_localRuns);
        _finishing = _finishes.RunAsync(_abandon.Token);
        _caring = Task.WhenAll(
            UntilStoppedAsync(_reporter.RunAsync), UntilStoppedAsync(_care.WatchCancelsAsync), UntilStoppedAsync(_care.ReconcileAsync));
    }

    /// <summary>Takes on work from now on.</summary>
    public void StartClaiming()
    {
        _claiming = _claims.RunAsync(_stopClaiming.Token);
        _parts.LocalHandlers.Add(_reservations.Reserve);
    }

    /// <summary>From now on nothing is taken on; what runs goes on.</summary>
    public void StopClaiming()
    {
        _parts.LocalHandlers.Remove(_reservations.Reserve);
        _stopClaiming.Cancel();
    }

    /// <summary>Stops in order: no claims, the grace period, the tokens, the outcomes, the list of members.</summary>
    public Task StopAsync(CancellationToken hurry) => _stopping ??= StopInOrderAsync(hurry);

    public void Dispose()
    {
        _parts.LocalHandlers.Remove(_reservations.Reserve);
        // Cancelled, not disposed of: whatever was not stopped in order must not go on against a store that is gone.
        _stopClaiming.Cancel();
        _stopAll.Cancel();
        _abandon.Cancel();
        _parts.LocalRuns.Remove(_localRuns);
        _runs.Close(StopReason.HandedBack);
        _parts.Events.Happened -= OnHappened;
        _parts.Events.QueueReady -= OnQueueReady;
        _runs.Dispose();
        _member.Dispose();
    }

    private async Task StopInOrderAsync(CancellationToken hurry)
    {
        StopClaiming();
        await _claiming;
        HandBack(_slots.Close());
        Task reservations = _reservations.CloseAsync();
        _logger.Stopping(_slots.Running, _options.Grace);
        await IdleOrAfterAsync(_options.Grace, hurry);
        _runs.Close(StopReason.HandedBack);
        await IdleOrAfterAsync(LastWords, hurry);
        if (_slots.Running > 0)
        {
            _logger.HandedBack(_slots.Running);
            _runs.GiveUp();
        }

        await EndOrLateAsync(reservations);
        await FlushAsync();
        await _stopAll.CancelAsync();
        await _caring;
        _parts.Events.Happened -= OnHappened;
        _parts.Events.QueueReady -= OnQueueReady;
        await _member.LeaveAsync();
    }

    /// <returns>The unused slots.</returns>
    private SlotCount Start(IReadOnlyList<TaskClaim> claims, SlotCount reserved)
    {
        foreach (TaskClaim claim in claims)
        {
            Start(claim, ref reserved);
        }

        return reserved;
    }

    private void Start(TaskClaim claim, ref SlotCount reserved)
    {
        _runs.Claimed(claim);
        if (_parts.Registry.Find(claim.Type.Name) is null)
        {
            _logger.NoSuchType(claim.Id, claim.Type.Name);
            _finishes.Add(new FinishRequest
            {
                Id = claim.Id,
                Attempt = claim.Attempt,
                Disposition = Disposition.NoSuchType,
                RetryDelay = NoSuchTypeDelay,
            });
        }
        else if (!_slots.TryAdd(claim, ref reserved))
        {
            HandBack([claim]);
        }
    }

    private void TakeLate(IReadOnlyList<TaskClaim> claims)
    {
        foreach (TaskClaim claim in claims)
        {
            _runs.Claimed(claim);
        }

        HandBack(claims);
    }

    /// <summary>Returns when the function has returned: whether the run has a slot then.</summary>
    private async Task<bool> RunAsync(TaskClaim claim)
    {
        TaskRun? run = null;
        try
        {
            var journal = new RunJournal(new RunKey(claim.Id, claim.Attempt), _journalChanged);
            TaskDefinition definition = _parts.Registry.Find(claim.Type.Name)!;
            run = new TaskRun(claim, definition, journal, _runParts);
            _runs.Started(run);
            _parts.Events.Publish(new TaskEvent(TaskEventKind.Started, claim.Id));
            if (await run.RunAsync() is { } outcome)
            {
                await EndAsync(run, outcome);
            }

            _ahead.Finished();
        }
        catch (Exception e)
        {
            OnBroken(claim, e);
        }

        return run?.LeaveSlot() ?? true;
    }

    private void OnGivenUp(TaskRun run, TaskOutcome outcome) => _ = EndGivenUpAsync(run, outcome);

    /// <summary>Beside the function, which still holds its slot. Never throws.</summary>
    private async Task EndGivenUpAsync(TaskRun run, TaskOutcome outcome)
    {
        try
        {
            await EndAsync(run, outcome);
        }
        catch (Exception e)
        {
            OnBroken(run.Claim, e);
        }
    }

    /// <summary>A fault of ours: it must cost neither the slot nor the task. The try counts, or a fault that comes each time would be met
    /// without end.</summary>
    private void OnBroken(TaskClaim claim, Exception e)
    {
        _logger.RunBroke(claim.Id, claim.Attempt, e);
        Finish(claim, TaskOutcome.Broken(e));
    }

    private async Task EndAsync(TaskRun run, TaskOutcome outcome)
    {
        TaskClaim claim = run.Claim;
        if (run.StopReason == StopReason.Lost)
        {
            _logger.ClaimLost(claim.Id, claim.Attempt);
            _runs.Decided(new RunKey(claim.Id, claim.Attempt));
            return;
        }

        await _reporter.FlushAsync(run.Journal);
        Finish(claim, outcome);
    }

    private void Finish(TaskClaim claim, in TaskOutcome outcome) => _finishes.Add(new FinishRequest
    {
        Id = claim.Id,
        Attempt = claim.Attempt,
        Disposition = outcome.Disposition,
        Result = outcome.Result,
        Error = outcome.Error,
        RetryDelay = outcome.Disposition == Disposition.Retry
            ? Backoff.After(claim.MaxAttempts - claim.TriesLeft, Random.Shared.NextDouble())
            : TimeSpan.Zero,
    });

    private void HandBack(IReadOnlyList<TaskClaim> claims)
    {
        foreach (TaskClaim claim in claims)
        {
            _finishes.Add(new FinishRequest { Id = claim.Id, Attempt = claim.Attempt, Disposition = Disposition.HandBack });
        }
    }

    private void OnDecided(FinishRequest request, FinishAnswer answer)
    {
        TaskClaim? claim = _runs.Decided(new RunKey(request.Id, request.Attempt));
        if (answer.Verdict == FinishVerdict.Stale)
        {
            _logger.ClaimLost(request.Id, request.Attempt);
        }
        else
        {
            _parts.Events.Publish(EventOf(request, answer, claim?.Queue));
        }
    }

    private TaskEvent EventOf(FinishRequest request, in FinishAnswer answer, string? queue) => request.Disposition switch
    {
        _ when answer.Outcome is not null => new TaskEvent(TaskEventKind.Done, request.Id),
        _ when answer.DueAt is { } dueAt => new TaskEvent(TaskEventKind.Scheduled, request.Id, DueAt: dueAt),
        Disposition.HandBack => new TaskEvent(TaskEventKind.Ready, request.Id, queue),
        // Written down before, and the answer that said what became of it was lost.
        Disposition.Succeeded or Disposition.Failed => new TaskEvent(TaskEventKind.Done, request.Id),
        _ => new TaskEvent(TaskEventKind.Scheduled, request.Id, DueAt: _parts.Time.GetUtcNow()),
    };

    private void OnBeatAnswered(BeatAnswer answer)
    {
        if (answer.Fenced)
        {
            _runs.StopAll(StopReason.Lost);
        }

        foreach (RunKey key in answer.Cancelled)
        {
            _runs.Stop(key, StopReason.Cancelled);
        }

        foreach (RunKey key in answer.Lost)
        {
            _runs.Stop(key, StopReason.Lost);
        }

        _claims.Wake();
    }

    private void OnHappened(TaskEvent happened)
    {
        switch (happened.Kind)
        {
            case TaskEventKind.Ready when happened.Queue is { } queue:
                OnQueueReady(queue);
                break;
            case TaskEventKind.CancelRequested:
                _runs.StopTask(happened.Id, StopReason.Cancelled);
                break;
        }
    }

    private void OnQueueReady(string queue)
    {
        if (_queues.Add(queue))
        {
            _claims.Wake();
        }
    }

    private async Task UntilStoppedAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stopAll.Token);
        }
        catch (Exception) when (_stopAll.IsCancellationRequested)
        {
            // The handler stops.
        }
    }

    /// <summary>What was being stored for this handler as it stopped is handed back when it comes. What a store that hangs gives later is
    /// rescued.</summary>
    private async Task EndOrLateAsync(Task reservations)
    {
        try
        {
            await reservations.WaitAsync(LastWords, _parts.Time);
        }
        catch (TimeoutException)
        {
            _logger.OfferStillOut(LastWords);
        }
    }

    private async Task IdleOrAfterAsync(TimeSpan limit, CancellationToken hurry)
    {
        try
        {
            await _slots.Idle.WaitAsync(limit, _parts.Time, hurry);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The next step deals with what still runs.
        }
    }

    /// <summary>Waits for the verdict on everything that is held. In real time: a store that is away must not keep the process.</summary>
    private async Task FlushAsync()
    {
        _abandon.CancelAfter(FlushLimit);
        try
        {
            await _runs.WhenEmptyAsync().WaitAsync(_abandon.Token);
        }
        catch (OperationCanceledException e)
        {
            _logger.OutcomesAbandoned(_runs.Count, e);
        }

        _finishes.Complete();
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
