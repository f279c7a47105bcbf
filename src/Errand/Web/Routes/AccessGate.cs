using Errand.Access;
using Errand.Web.Access;
using Errand.Web.Errors;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Routes;

/// <summary>Finds out who sends a request, and refuses it if the route needs more than the caller has. What depends on the type of a task
/// in the body is for its endpoint to check.</summary>
internal sealed class AccessGate(Callers callers, RateRule rates, TaskAccess tasks)
{
    /// <summary>Why the caller may not use the route at all, or null.</summary>
    public ValueTask<Problem?> RefuseAsync(ApiRoute route, RouteRequest request)
    {
        if (route.Scope == RouteScope.Public)
        {
            return ValueTask.FromResult<Problem?>(null);
        }

        ValueTask<Caller> caller = callers.FindAsync(request.Context);
        return caller.IsCompletedSuccessfully
            ? ValueTask.FromResult(Refuse(route, request, caller.Result))
            : new ValueTask<Problem?>(RefuseAsync(route, request, caller));
    }

    /// <summary>Who sends a request, if it may send one now.</summary>
    public async ValueTask<Caller> FindAsync(HttpContext context)
    {
        Caller caller = await callers.FindAsync(context);
        return caller.Refused is null && rates.Refuse(caller) is { } tooMany ? Caller.Refuse(tooMany) : caller;
    }

    /// <summary>Why the caller may not do with the task that the address names what the route does, or null. What the caller may not see
    /// is not there.</summary>
    public ValueTask<Problem?> RefuseTaskAsync(ApiRoute route, RouteRequest request)
    {
        if (route.Subject != RouteSubject.Task)
        {
            return ValueTask.FromResult<Problem?>(null);
        }

        ValueTask<AccessVerdict> look = tasks.FindAsync(request.By, NeedOf(route.Scope), request.TaskId, request.Aborted);
        return look.IsCompletedSuccessfully
            ? ValueTask.FromResult(ProblemOf(look.Result, request))
            : new ValueTask<Problem?>(RefuseTaskAsync(look, request));
    }

    /// <summary>Why the caller may send nothing more now, or null.</summary>
    /// <param name="request">A request that was counted once.</param>
    /// <param name="count">For how many more it counts.</param>
    public Problem? RefuseMore(RouteRequest request, int count) => rates.Refuse(request.Caller, count);

    private static TaskNeed NeedOf(RouteScope scope) => scope switch
    {
        RouteScope.ReadOwn => TaskNeed.Read,
        RouteScope.ActOwn => TaskNeed.Act,
        RouteScope.Submit => TaskNeed.Submit,
        _ => throw new NotSupportedException($"The scope {scope} says nothing of a task."),
    };

    private static Problem? ProblemOf(AccessVerdict verdict, RouteRequest request) =>
        !verdict.IsKnown ? Problems.UnknownTask(request.TaskId.ToString())
        : verdict.Missing is { } scope ? request.Forbid(scope)
        : null;

    /// <summary>The scope that the caller lacks; null when it has enough to be let in. Where the address names the type or the task, the
    /// check of that names the scope.</summary>
    private static string? MissingFor(ApiRoute route, Scopes has) => route.Scope switch
    {
        RouteScope.Submit when route.Subject != RouteSubject.None => null,
        RouteScope.Submit or RouteScope.SubmitEach => has.CanSubmitAny ? null : $"{Scopes.Submit}TYPE",
        RouteScope.Read => has.CanRead ? null : Scopes.Read,
        RouteScope.ReadOwn => has.CanReadOwn ? null : Scopes.ReadOwn,
        RouteScope.ActOwn => has.CanActOwn ? null : Scopes.ActOwn,
        RouteScope.ActEach => has.CanActOwn || has.CanSubmitAny ? null : Scopes.ActOwn,
        RouteScope.Metrics => has.CanReadMetrics ? null : Scopes.Metrics,
        RouteScope.Admin => has.IsAdmin ? null : Scopes.Admin,
        RouteScope.Any or RouteScope.Public => null,
        _ => throw new NotSupportedException($"There is no scope {route.Scope}."),
    };

    private async Task<Problem?> RefuseAsync(ApiRoute route, RouteRequest request, ValueTask<Caller> caller) =>
        Refuse(route, request, await caller);

    private static async Task<Problem?> RefuseTaskAsync(ValueTask<AccessVerdict> look, RouteRequest request) =>
        ProblemOf(await look, request);

    private Problem? Refuse(ApiRoute route, RouteRequest request, Caller caller)
    {
        if (caller.Refused is { } refused)
        {
            return refused;
        }

        request.Caller = caller;
        if (caller.Principal.Kind != PrincipalKind.Anonymous)
        {
            request.Context.Response.Headers.CacheControl = "private"; // No cache may give the answer to somebody else.
        }

        return rates.Refuse(caller)
            ?? (MissingFor(route, caller.Principal.Scopes) is { } scope ? request.Forbid(scope) : null);
    }
}
