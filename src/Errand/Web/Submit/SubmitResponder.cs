using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Web.Submit;

/// <summary>Brings a checked submit to the store and answers what became of it.</summary>
internal sealed class SubmitResponder(SubmitQueue queue, TaskWaiters waiters, IOptions<WebOptions> options, ILogger<SubmitResponder> logger)
{
    public async Task<Problem?> SubmitAsync(HttpContext context, Submission submission, Preferences preferences)
    {
        long hintCount = waiters.HintCount;
        // Whether or not the client is still there: a task that was handed over is stored, and what is pooled stays in use until then.
        SubmitAnswer verdict = await queue.SubmitAsync(submission, isPatient: preferences.WaitTime > TimeSpan.Zero);
        if (ProblemOf(verdict) is { } problem)
        {
            return problem;
        }

        bool replayed = verdict.Verdict == SubmitVerdict.Replayed;
        TaskRecord task = TaskForms.FirstRecordOf(submission, verdict);
        if (replayed)
        {
            task = await LookAsync(
                task, waiters.FindAsync(task.Id, TaskLimits.MaxInlineResultBytes, preferences.WaitTime, context.RequestAborted));
        }
        else if (preferences.WaitTime > TimeSpan.Zero)
        {
            task = await LookAsync(task, waiters.FindSubmittedAsync(
                task, hintCount, TaskLimits.MaxInlineResultBytes, preferences.WaitTime, context.RequestAborted));
        }

        if (replayed)
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
        }

        string baseUrl = TaskUrl.Base(context, options.Value);
        context.Response.Headers.Location = TaskUrl.Self(baseUrl, task.Id);
        int status = replayed || task.Status == TaskState.Done ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        await TaskAnswer.WriteAsync(context, status, task, preferences, baseUrl);
        return null;
    }

    public static Problem? ProblemOf(in SubmitAnswer verdict) => verdict.Verdict switch
    {
        SubmitVerdict.KeyReused => Problems.KeyReused(),
        SubmitVerdict.Refused => Problems.RefusedByStore(),
        _ => null,
    };

    private async Task<TaskRecord> LookAsync(TaskRecord first, Task<TaskRecord?> look)
    {
        try
        {
            return await look ?? first;
        }
        catch (StoreException e)
        {
            // The task is stored; an error would say that it is not.
            logger.LookAfterSubmitFailed(e, first.Id);
            return first;
        }
    }
}
