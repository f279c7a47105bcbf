using Errand.Access;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Errand.Web.Submit;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Flask;

/// <summary>The two routes of flask-tasks, for clients that were written for it.</summary>
internal sealed class FlaskEndpoints(
    TaskRegistry registry, SubmissionRules rules, SubmitQueue queue, IReadStore store, TaskAccess access)
{
    /// <summary><c>POST /task/new</c>: the body is the arguments of the default task type.</summary>
    public async Task<Problem?> SubmitAsync(RouteRequest request)
    {
        TaskDefinition definition = request.Definition;
        var faults = new List<Fault>();
        if (definition.CheckArgs(request.Body, UnknownArgs.Allowed, faults) is { } malformed)
        {
            return Problems.Malformed(new Malformed(malformed));
        }

        if (rules.Create(definition, request.Body, new SubmitOptions(), request.By, faults) is not { } checkedTask)
        {
            return Problems.Invalid(faults);
        }

        Submission submission = checkedTask.From(request.Context.Request);

        // Not RequestAborted: a task that was handed over is stored, whether or not the client is still there.
        SubmitAnswer verdict = await queue.SubmitAsync(submission);
        return SubmitResponder.ProblemOf(verdict) ?? await AnswerAsync(request.Context, TaskForms.FirstRecordOf(submission, verdict));
    }

    /// <summary><c>GET /task/{id}/view</c></summary>
    public async Task<Problem?> ViewAsync(RouteRequest request)
    {
        string text = RouteValue.Id(request.Context);
        if (text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return Problems.OfStatus(StatusCodes.Status404NotFound);
        }

        TaskRecord? task = TaskIdText.TryParse(text, out TaskId id)
            && await access.FindAsync(request.By, TaskNeed.Read, id, request.Aborted) == AccessVerdict.Allowed
            ? await store.FindAsync(id, TaskLimits.MaxInlineResultBytes, request.Aborted)
            : null;
        return task is null ? Unregistered(text) : await AnswerAsync(request.Context, task);
    }

    private async Task<Problem?> AnswerAsync(HttpContext context, TaskRecord task)
    {
        using var body = new PooledBuffer();
        FlaskTaskJson.WriteUpToResult(body, task, registry.Find(task.Type.Name)?.RequiredArgs ?? []);
        if (task is { Result: null, ResultBytes: not null })
        {
            bool answered = await ResultAnswer.WriteAsync(context, store, task, body.Written, FlaskTaskJson.AfterResult);
            return answered ? null : Unregistered(task.Id.ToString());
        }

        FlaskTaskJson.WriteResult(body, task);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, body);
        return null;
    }

    /// <summary>The number as flask-tasks names it: without leading zeros.</summary>
    private static Problem Unregistered(string digits) =>
        Problems.UnregisteredTask(digits.TrimStart('0') is { Length: > 0 } number ? number : "0");
}
