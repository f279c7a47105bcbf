using Errand.Signals;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Errand.Web.Errors;

/// <summary>The edge of a request: what is thrown in it becomes an answer, and is logged here, once.</summary>
internal sealed class RequestGuard(TaskEvents events, ILogger<RequestGuard> logger)
{
    /// <param name="route">Answers for itself and returns null, or returns the problem that is answered here.</param>
    /// <param name="isSubmission">It submits tasks.</param>
    public RequestDelegate Around(Func<HttpContext, Task<Problem?>> route, bool isSubmission = false) =>
        context => RunAsync(context, route, isSubmission);

    private async Task RunAsync(HttpContext context, Func<HttpContext, Task<Problem?>> route, bool isSubmission)
    {
        try
        {
            if (await route(context) is { } problem)
            {
                Tell(problem, isSubmission);
                await problem.WriteAsync(context);
            }
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client has disconnected: there is no one to answer, and nothing is wrong.
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException)
        {
            // The same, seen before the server had said so.
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            logger.AnswerBroke(e, ProblemJson.TraceId(context));
            context.Abort();
        }
        catch (Exception e)
        {
            await AnswerAsync(context, e, isSubmission);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception exception, bool isSubmission)
    {
        Problem problem = Problems.Of(exception);
        Tell(problem, isSubmission);
        if (exception is StoreException)
        {
            logger.StoreFailed(exception, problem.Status, ProblemJson.TraceId(context));
        }
        else if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            logger.RequestFailed(exception, ProblemJson.TraceId(context));
        }

        context.Response.Headers.ETag = default;
        context.Response.Headers.Location = default;
        await problem.WriteAsync(context);
    }

    private void Tell(Problem problem, bool isSubmission)
    {
        if (isSubmission || problem.IsOfAccess)
        {
            events.PublishRefused(new Refusal(problem.Name, isSubmission, problem.IsOfAccess));
        }
    }
}
