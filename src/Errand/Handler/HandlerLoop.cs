using Errand.Membership;
using Microsoft.Extensions.Logging;

namespace Errand.Handler;

/// <summary>One handler: claims waiting tasks, runs their code and writes down how it went.</summary>
internal sealed class HandlerLoop : IDisposable
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan NoSuchTypeDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(10);

    private readonly HandlerParts _parts;
    private readonly HandlerOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ActiveRuns _runs = new();
    private readonly QueueRotation _queues;
    private readonly RunSlots _slots;
    private readonly FinishBatcher _finishes;
    private readonly RunReporter _reporter;
    private readonly ClaimAhead _ahead;
    private readonly Member _member;
    private readonly RunCare _care;
    private readonly AsyncSignal _wake = new();
    private readonly CancellationTokenSource _stopClaiming = new();
    private readonly CancellationTokenSource _stopAll = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task _claiming = Task.CompletedTask;
    private Task _finishing = Task.CompletedTask;
    private Task _caring = Task.CompletedTask;

    public HandlerLoop(HandlerParts parts, HandlerOptions options, ILogger logger)
    {
        _parts = parts;
        _options = options;
        _logger = logger;
        _time = parts.Time;
        _queues = new QueueRotation(options.Queues);
        _slots = new RunSlots(options.Concurrency, RunAsync, _wake.Set, _time);
        _finishes = new FinishBatcher(parts.Store, OnDecided, _time, logger);
        _reporter = new RunReporter(parts.Store, parts.Events, _time, logger);
        _ahead = new ClaimAhead(_time);
        _member = new Member(parts.Store, parts.Locals, _time, "handler", options.Concurrency, logger)
        {
            Runs = () => _runs.Keys,
            Answered = OnBeatAnswered,
        };
        _care = new RunCare(parts.Store, _member, _runs, parts.Events, _time, logger);
    }

    public async Task StartAsync()
    {
        await _member.JoinAsync();
        _parts.Events.Happened += OnHappened;
        _finishing = _finishes.RunAsync(_abandon.Token);
        _caring = Task.WhenAll(
            UntilStoppedAsync(_reporter.RunAsync), UntilStoppedAsync(_care.WatchCancelsAsync), UntilStoppedAsync(_care.ReconcileAsync));
        _claiming = ClaimUntilStoppedAsync(_stopClaiming.Token);
        // What waited before this handler listened was announced to nobody: have the store looked at again.
        _parts.Events.PublishStoreChanged();
    }

    /// <summary>From now on nothing is claimed; what runs goes on.</summary>
    public void StopClaiming() => _stopClaiming.Cancel();

    /// <summary>Stops in order: no claims, the grace period, the tokens, the outcomes, the registry.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        StopClaiming();
        await _claiming;
        HandBack(_slots.Close());
        _logger.Stopping(_slots.Running, _options.Grace);
        await IdleOrAfterAsync(_options.Grace, hurry);
        _runs.ForEachRun(run => run.Stop(StopReason.HandedBack));
        await IdleOrAfterAsync(LastWords, hurry);
        if (_slots.Running > 0)
        {
            _logger.HandedBack(_slots.Running);
            await GiveUpAsync(hurry);
        }

        await FlushAsync();
        await _stopAll.CancelAsync();
        await _caring;
        _parts.Events.Happened -= OnHappened;
        await _member.LeaveAsync();
    }

    public void Dispose()
    {
        _member.Dispose();
        _stopClaiming.Dispose();
        _stopAll.Dispose();
        _abandon.Dispose();
    }

    private async Task ClaimUntilStoppedAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _member.WaitUntilAliveAsync(stoppingToken);
                HandBack(_slots.TakeOverdue());
                if (!await TryClaimAsync())
                {
                    // What was claimed ahead is looked at again soon, lest it wait behind a slow task.
                    await _wake.WaitAsync(_slots.Ahead > 0 ? TimeSpan.FromMilliseconds(100) : null, _time, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _logger.LookAfterFailed(e);
                await PauseAsync(PauseAfterTrouble, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Claims once, when there may be work and room for it. False: wait until something changes.</summary>
    private async Task<bool> TryClaimAsync()
    {
        int free = _slots.Free;
        int ahead = Math.Max(0, _ahead.Count - _slots.Ahead);
        // A refill before the last waiting one has started; not for every single slot.
        bool room = free > 0 || ahead > _slots.Ahead;
        if (!room || _finishes.IsBehind || _queues.Take() is not { } queue)
        {
            return false;
        }

        ClaimAnswer answer;
        try
        {
            answer = await ClaimAsync(new ClaimRequest(_member.Id, Guid.NewGuid(), queue, free, ahead));
        }
        catch
        {
            // Nobody else would look at this queue again.
            _queues.Add(queue);
            throw;
        }

        if (answer.Fenced)
        {
            _queues.Add(queue);
            _member.Doubt();
            return true;
        }

        foreach (TaskClaim claim in answer.Claims)
        {
            Start(claim);
        }

        // Not filled: it is empty, but for tasks on their last try, which are only given to free slots.
        bool mayHoldMore = answer.Claims.Count >= free;
        if (mayHoldMore)
        {
            _queues.Add(queue);
        }

        return free > 0 || answer.Claims.Count > 0;
    }

    private async Task<ClaimAnswer> ClaimAsync(ClaimRequest request)
    {
        try
        {
            return await _parts.Store.ClaimAsync(request);
        }
        catch (OutcomeUnknownException)
        {
            // The same claim id brings the same tasks, should they have been given.
            return await _parts.Store.ClaimAsync(request);
        }
    }

    private void Start(TaskClaim claim)
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
        else if (!_slots.TryAdd(claim))
        {
            HandBack([claim]);
        }
    }

    private async Task RunAsync(TaskClaim claim)
    {
        var key = new RunKey(claim.Id, claim.Attempt);
        using var run = new TaskRun(
            claim, _parts.Registry.Find(claim.Type.Name)!, _parts.Services, _time, new RunJournal(key, _reporter.OnChanged), _logger);
        _runs.Started(run);
        _parts.Events.Publish(new TaskEvent(TaskEventKind.Started, claim.Id));
        (Task<TaskOutcome> outcome, Task returned) = run.Start();
        try
        {
            await EndAsync(run, await outcome);
        }
        finally
        {
            run.Settle();
        }

        await returned;
        _ahead.Finished();
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
        _finishes.Add(new FinishRequest
        {
            Id = claim.Id,
            Attempt = claim.Attempt,
            Disposition = outcome.Disposition,
            Result = outcome.Result,
            Error = outcome.Error,
            RetryDelay = Backoff.After(claim.MaxAttempts - claim.TriesLeft, Random.Shared.NextDouble()),
        });
    }

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
        else if (answer.Outcome is not null)
        {
            _parts.Events.Publish(new TaskEvent(TaskEventKind.Done, request.Id));
        }
        else if (answer.DueAt is { } dueAt)
        {
            _parts.Events.Publish(new TaskEvent(TaskEventKind.Scheduled, request.Id, DueAt: dueAt));
        }
        else
        {
            _parts.Events.Publish(new TaskEvent(TaskEventKind.Ready, request.Id, claim?.Queue));
        }

        _wake.Set();
    }

    private void OnBeatAnswered(BeatAnswer answer)
    {
        if (answer.Fenced)
        {
            _runs.ForEachRun(run => run.Stop(StopReason.Lost));
        }

        foreach (RunKey key in answer.Cancelled)
        {
            _runs.Stop(key, StopReason.Cancelled);
        }

        foreach (RunKey key in answer.Lost)
        {
            _runs.Stop(key, StopReason.Lost);
        }

        _wake.Set();
    }

    private void OnHappened(TaskEvent happened)
    {
        switch (happened.Kind)
        {
            case TaskEventKind.Ready when happened.Queue is { } queue && _queues.Add(queue):
                _wake.Set();
                break;
            case TaskEventKind.CancelRequested:
                _runs.StopTask(happened.Id, StopReason.Cancelled);
                break;
        }
    }

    private async Task UntilStoppedAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stopAll.Token);
        }
        catch (OperationCanceledException) when (_stopAll.IsCancellationRequested)
        {
            // The handler stops.
        }
    }

    private async Task IdleOrAfterAsync(TimeSpan limit, CancellationToken hurry)
    {
        try
        {
            await _slots.Idle.WaitAsync(limit, _time, hurry);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The next step deals with what still runs.
        }
    }

    /// <summary>Returns when the outcomes are among those to be flushed: a hand-back that comes later would be lost.</summary>
    private async Task GiveUpAsync(CancellationToken hurry)
    {
        List<Task> settled = [];
        _runs.ForEachRun(run =>
        {
            run.GiveUp();
            settled.Add(run.Settled);
        });
        await Task.WhenAll(settled).WaitAsync(FlushLimit, _time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FlushAsync()
    {
        _finishes.Complete();
        _abandon.CancelAfter(FlushLimit);
        try
        {
            await _finishing;
        }
        catch (OperationCanceledException e)
        {
            _logger.OutcomesAbandoned(_runs.Count, e);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken) =>
        await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
