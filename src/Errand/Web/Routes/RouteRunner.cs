using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Routes;

/// <summary>Does for a route what all routes have in common, so that its endpoint gets a request that is read, and holds only what is its
/// own.</summary>
/// <param name="route">What the request is held to.</param>
/// <param name="gate">Holds it to that.</param>
/// <param name="endpoint">Answers for itself and returns null, or returns the problem that is to be answered.</param>
internal sealed class RouteRunner(ApiRoute route, RouteGate gate, Func<RouteRequest, Task<Problem?>> endpoint)
{
    public Task<Problem?> RunAsync(HttpContext context)
    {
        var request = new RouteRequest(context);
        ValueTask<Problem?> access = gate.Access.RefuseAsync(route, request);
        return access.IsCompletedSuccessfully ? RunAsync(request, access.Result) : RunAsync(request, access);
    }

    private async Task<Problem?> RunAsync(RouteRequest request, ValueTask<Problem?> access) => await RunAsync(request, await access);

    private Task<Problem?> RunAsync(RouteRequest request, Problem? forbidden)
    {
        if ((forbidden ?? gate.Refuse(route, request)) is { } refused)
        {
            return Task.FromResult<Problem?>(refused);
        }

        ValueTask<Problem?> task = gate.Access.RefuseTaskAsync(route, request);
        return !task.IsCompletedSuccessfully ? RunForTaskAsync(request, task)
            : task.Result is { } unknown ? Task.FromResult<Problem?>(unknown)
            : RunAsync(request);
    }

    private async Task<Problem?> RunForTaskAsync(RouteRequest request, ValueTask<Problem?> task) => await task ?? await RunAsync(request);

    private Task<Problem?> RunAsync(RouteRequest request) => route.ReadsBody ? ReadAndRunAsync(request) : endpoint(request);

    private async Task<Problem?> ReadAndRunAsync(RouteRequest request)
    {
        try
        {
            Problem? problem = await RequestBody.TryReadAsync(request.Context.Request, request.Buffer = new PooledBuffer(), gate.BodyLimit)
                ? await endpoint(request)
                : Problems.TooLarge(gate.BodyLimit);
            request.Buffer.Dispose(); // Not when it throws: the store may still be about to write these very bytes.
            return problem;
        }
        catch (OutcomeUnknownException) when (route.Backlog == RouteBacklog.Batches)
        {
            return Problems.BatchOutcomeUnknown(); // A batch has no key to repeat it with.
        }
    }
}
