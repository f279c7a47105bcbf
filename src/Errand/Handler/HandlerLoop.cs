using Errand.Handler.Claiming;
using Errand.Handler.Running;
using Errand.Membership;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler;

/// <summary>One handler: claims waiting tasks, runs their functions and records the outcomes.</summary>
/// <remarks>A task passes through it like this:
/// <list type="number">
/// <item>Claim: <see cref="ClaimLoop.RunAsync"/> claims for the free slots, or a submit in this process fills slots that it got from
/// <see cref="Reservations.Reserve"/>. Either way <see cref="Intake.Start"/> finds the task's definition and puts it into
/// <see cref="RunSlots.TryAdd"/>.</item>
/// <item>Run: once a slot is free, <see cref="TaskRunner.RunAsync"/> has a <see cref="TaskRun"/> call the function.</item>
/// <item>Finish: <see cref="RunLedger.EndAsync"/> puts the outcome into the <see cref="FinishQueue"/>; a large result is stored before by
/// <see cref="LargeResults"/>. <see cref="FinishLoop.RunAsync"/> records the outcome, and <see cref="RunLedger.Decided"/> takes the
/// store's verdict.</item>
/// <item>Notify: <see cref="TaskEvents.Publish"/> wakes those who wait for the task.</item>
/// </list>
/// From claim to verdict <see cref="ActiveRuns"/> holds the task. <see cref="HandlerBeat"/> and <see cref="RunCare"/> stop it when it was
/// cancelled or lost.</remarks>
internal sealed class HandlerLoop : IHandlerRuns, IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(10);

    private readonly ProcessParts _process;
    private readonly TimeProvider _time;
    private readonly HandlerOptions _options;
    private readonly ILogger _logger;

    /// <summary>Something has changed for the claims: there may be work, or a free slot.</summary>
    private readonly AsyncSignal _wake = new();
    private readonly ActiveRuns _runs;
    private readonly Member _member;
    private readonly RunCare _care;
    private readonly RunReporter _reporter;
    private readonly FinishQueue _finishes;
    private readonly RunLedger _ledger;
    private readonly FinishLoop _finishLoop;
    private readonly RunSlots _slots;
    private readonly QueueRotation _queues;
    private readonly ClaimLoop _claims;
    private readonly Reservations _reservations;
    private readonly CancellationTokenSource _stopClaiming = new();
    private readonly CancellationTokenSource _stopAll = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task _claiming = Task.CompletedTask;
    private Task _finishing = Task.CompletedTask;
    private Task _caring = Task.CompletedTask;
    private Task? _stopping;

    /// <summary>Makes each part after those that it needs. A task passes through them in the opposite order.</summary>
    public HandlerLoop(HandlerParts parts, HandlerOptions options, ILogger logger)
    {
        (_process, _time, _options, _logger) = (parts.Process, parts.Time, options, logger);
        (IRunStore store, TaskEvents events) = (parts.RunStore, parts.Process.Events);
        _runs = new ActiveRuns(_time);
        _member = new Member(parts.MemberStore, parts.Process.Members, _time, "handler", options.Concurrency, logger)
        {
            Runs = new HandlerBeat(_runs, _wake),
            Offer = new MemberOffer(
                options.Queues.Count == 0 ? null : [.. options.Queues],
                [.. parts.Registry.Definitions.Select(definition => definition.Type.Name)]),
        };
        _care = new RunCare(store, _member, _runs, events, _time, logger);

        _reporter = new RunReporter(store, events, _time, logger);
        _finishes = new FinishQueue(logger);
        var results = new LargeResults(store, _time, logger, _abandon.Token);
        _ledger = new RunLedger(_runs, _reporter, results, _finishes, events, logger);
        _finishLoop = new FinishLoop(store, _finishes, _ledger, _wake, _time, logger);

        var ahead = new ClaimAhead(_time);
        var runner = new TaskRunner(new RunParts(parts.Services, _ledger, _reporter, _time, logger, options.ContinuesTraces), ahead);
        _slots = new RunSlots(options.Concurrency, runner, _member, _wake, _time);

        _queues = new QueueRotation(options.Queues);
        var intake = new Intake(_member, _slots, ahead, _queues, _ledger, parts.Registry);
        _claims = new ClaimLoop(store, _member, intake, _wake, _time, logger);
        _reservations = new Reservations(intake, _wake);
    }

    public TimeSpan OldestUnrecorded => _runs.OldestUnrecorded;

    public int Waiting => _slots.Away;

    public int Slots => _options.Concurrency;

    public int Busy => _slots.Occupied;

    public IReadOnlyList<string> Types => _runs.Types;

    /// <summary>Joins the store's list of members and listens for work.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _member.JoinAsync(cancellationToken);
        _process.Events.Happened += OnHappened;
        _process.Events.QueueReady += OnQueueReady;
        _process.Runs.Add(this);
        _finishing = _finishLoop.RunAsync(_abandon.Token);
        _caring = Task.WhenAll(
            UntilStoppedAsync(_reporter.RunAsync), UntilStoppedAsync(_care.WatchCancelsAsync), UntilStoppedAsync(_care.ReconcileAsync));
    }

    /// <summary>Starts to take on work.</summary>
    public void StartClaiming()
    {
        _claiming = _claims.RunAsync(_stopClaiming.Token);
        _process.Handlers.Add(_reservations);
    }

    /// <summary>Takes on nothing more; what runs continues.</summary>
    public void StopClaiming()
    {
        _process.Handlers.Remove(_reservations);
        _stopClaiming.Cancel();
        _member.Drain();
    }

    /// <summary>Stops in order: no claims, the grace period, the tokens, the outcomes, the list of members.</summary>
    public Task StopAsync(CancellationToken hurry) => _stopping ??= StopInOrderAsync(hurry);

    public void Dispose()
    {
        _process.Handlers.Remove(_reservations);
        // Cancelled, not disposed of: loops that were not stopped in order must not go on against a store that is gone.
        _stopClaiming.Cancel();
        _stopAll.Cancel();
        _abandon.Cancel();
        _process.Runs.Remove(this);
        _runs.Close(StopReason.HandedBack);
        _process.Events.Happened -= OnHappened;
        _process.Events.QueueReady -= OnQueueReady;
        _runs.Dispose();
        _member.Dispose();
    }

    private async Task StopInOrderAsync(CancellationToken hurry)
    {
        StopClaiming();
        await _claiming;
        _ledger.HandBack(_slots.Close());
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
        _process.Events.Happened -= OnHappened;
        _process.Events.QueueReady -= OnQueueReady;
        await _member.LeaveAsync();
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
            _wake.Set();
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

    /// <summary>Tasks that were being stored for this handler as it stopped are handed back when they come. Those that a hanging store
    /// gives later are rescued by a reaper.</summary>
    private async Task EndOrLateAsync(Task reservations)
    {
        try
        {
            await reservations.WaitAsync(LastWords, _time);
        }
        catch (TimeoutException)
        {
            _logger.ReservationsStillOut(LastWords);
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

    /// <summary>Waits for the verdict on all tasks that are held. In real time: a store that is away must not keep the process
    /// alive.</summary>
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
