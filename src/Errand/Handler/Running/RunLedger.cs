using Errand.Signals;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>What a handler answers for: each task from its claim until the store has given its verdict on how the run ended.</summary>
/// <param name="runs">The tasks that the handler holds.</param>
/// <param name="reporter">Writes what runs said before their outcome.</param>
/// <param name="results">Stores large results before their outcome.</param>
/// <param name="finishes">Takes the outcomes; <see cref="FinishLoop"/> comes back with the verdicts.</param>
/// <param name="events">Where the other roles of the process learn of starts and verdicts.</param>
/// <param name="logger">Where it reports trouble.</param>
internal sealed class RunLedger(
    ActiveRuns runs, RunReporter reporter, LargeResults results, FinishQueue finishes, TaskEvents events, ILogger logger)
{
    private static readonly TimeSpan NoSuchTypeDelay = TimeSpan.FromSeconds(30);

    /// <summary>Too many outcomes are unrecorded to take on more tasks.</summary>
    public bool IsBehind => finishes.IsBehind;

    public void Claimed(TaskClaim claim) => runs.Claimed(claim);

    /// <summary>This program cannot run it; another one may.</summary>
    public void NoSuchType(TaskClaim claim)
    {
        logger.NoSuchType(claim.Id, claim.Type.Name);
        finishes.Add(new FinishRequest
        {
            Id = claim.Id,
            Attempt = claim.Attempt,
            Claim = claim,
            Disposition = Disposition.NoSuchType,
            RetryDelay = NoSuchTypeDelay,
        });
    }

    /// <summary>It was not started and goes to another handler.</summary>
    public void HandBack(TaskClaim claim) =>
        finishes.Add(new FinishRequest { Id = claim.Id, Attempt = claim.Attempt, Claim = claim, Disposition = Disposition.HandBack });

    public void HandBack(IReadOnlyList<TaskClaim> claims)
    {
        foreach (TaskClaim claim in claims)
        {
            HandBack(claim);
        }
    }

    public void Started(TaskRun run)
    {
        runs.Started(run);
        events.Publish(new TaskEvent(TaskEventKind.Started, run.Claim.Id));
    }

    /// <summary>Its function has ended; its services are still to be disposed of.</summary>
    public void FunctionEnded(TaskRun run) => runs.Leaving(run);

    public async Task EndAsync(TaskRun run, TaskOutcome outcome)
    {
        TaskClaim claim = run.Claim;
        if (run.StopReason == StopReason.Lost)
        {
            logger.ClaimLost(claim.Id, claim.Attempt);
            events.PublishRunLost(claim.Type.Name);
            runs.Decided(new RunKey(claim.Id, claim.Attempt));
            return;
        }

        await reporter.FlushAsync(run.Journal);
        FinishRequest request = RequestOf(claim, outcome, run.Took, run.Definition.SummaryOf(outcome.Result));
        if (LargeResults.IsLarge(request))
        {
            await StoreResultAndFinishAsync(request);
        }
        else
        {
            finishes.Add(request);
        }
    }

    /// <summary>Ends a run whose function has not returned and still holds its slot. Never throws.</summary>
    public void GivenUp(TaskRun run, TaskOutcome outcome) => _ = EndGivenUpAsync(run, outcome);

    /// <summary>The handler itself failed, which must not cost the task. The try counts, or a fault that comes each time would repeat
    /// without end.</summary>
    public void Broken(TaskClaim claim, Exception e)
    {
        logger.RunBroke(claim.Id, claim.Attempt, e);
        finishes.Add(RequestOf(claim, TaskOutcome.Broken(e), took: null, summary: default));
    }

    /// <summary>The store has given its verdict: the handler answers for the run no longer.</summary>
    public void Decided(FinishRequest request, in FinishAnswer answer)
    {
        if (answer.Verdict == FinishVerdict.PartsGone)
        {
            logger.PartsGone(request.Id, request.Attempt);
            _ = StoreResultAndFinishAsync(request);
            return;
        }

        TaskClaim? claim = runs.Decided(new RunKey(request.Id, request.Attempt));
        if (answer.Verdict == FinishVerdict.Stale)
        {
            logger.ClaimLost(request.Id, request.Attempt);
        }
        else
        {
            events.Publish(EventOf(request, answer, claim?.Queue));
        }
    }

    private async Task EndGivenUpAsync(TaskRun run, TaskOutcome outcome)
    {
        try
        {
            await EndAsync(run, outcome);
        }
        catch (Exception e)
        {
            Broken(run.Claim, e);
        }
    }

    /// <summary>Never throws.</summary>
    private async Task StoreResultAndFinishAsync(FinishRequest request)
    {
        try
        {
            finishes.Add(request with { Blob = await results.StoreAsync(request.Result) });
        }
        catch (OperationCanceledException)
        {
            logger.OutcomeTooLate(request.Id, request.Attempt);
        }
    }

    private static FinishRequest RequestOf(TaskClaim claim, in TaskOutcome outcome, TimeSpan? took, ReadOnlyMemory<byte> summary) => new()
    {
        Id = claim.Id,
        Attempt = claim.Attempt,
        Claim = claim,
        Took = took,
        Disposition = outcome.Disposition,
        Result = outcome.Result,
        Summary = summary,
        Error = outcome.Error,
        RetryDelay = outcome.Disposition == Disposition.Retry
            ? Backoff.After(claim.MaxAttempts - claim.TriesLeft, Random.Shared.NextDouble())
            : TimeSpan.Zero,
    };

    private static TaskEvent EventOf(FinishRequest request, in FinishAnswer answer, string? queue) => request.Disposition switch
    {
        _ when answer.Outcome is not null => new TaskEvent(TaskEventKind.Done, request.Id),
        _ when answer.DueAt is { } dueAt => new TaskEvent(TaskEventKind.Scheduled, request.Id, DueAt: dueAt),
        Disposition.HandBack => new TaskEvent(TaskEventKind.Ready, request.Id, queue),
        // Recorded before, and the answer that said what became of it was lost.
        Disposition.Succeeded or Disposition.Failed => new TaskEvent(TaskEventKind.Done, request.Id),
        // When it is due was said in that answer, too: look at once.
        _ => new TaskEvent(TaskEventKind.Scheduled, request.Id, DueAt: DateTimeOffset.MinValue),
    };
}
