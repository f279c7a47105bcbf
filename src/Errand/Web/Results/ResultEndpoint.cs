using Errand.Results;
using Errand.Results.Indexing;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;

namespace Errand.Web.Results;

/// <summary><c>GET /v1/tasks/{id}/result</c>: the bare result or a part of it, however large.</summary>
internal sealed class ResultEndpoint(IReadStore store, WholeResult whole, PartOfResult part, ResultLooks looks)
{
    public async Task<Problem?> ReadAsync(RouteRequest request)
    {
        if (ResultTerms.Read(request.Context.Request, request.Query, out ResultTerms terms) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        if (!terms.IsAcceptable)
        {
            return Problems.NotAcceptable([MediaTypes.Csv]);
        }

        TaskRecord? task = await store.FindAsync(request.TaskId, maxResultBytes: 0, request.Aborted);
        return task switch
        {
            null => Problems.UnknownTask(request.TaskId.ToString()),
            { Status: not TaskState.Done } => Problems.ResultNotReady(task),
            { Outcome: not OutcomeState.Succeeded } => Problems.NotSucceeded(task),
            _ when terms.Query.IsPlain => await whole.AnswerAsync(request.Context, task, terms),
            _ => await part.AnswerAsync(
                request.Context, task, terms.FormFor(task.Id),
                (result, output, stop) => looks.WriteAsync(result, new ResultKey(task.Id, task.Attempt), terms.Query, output, stop)),
        };
    }
}
