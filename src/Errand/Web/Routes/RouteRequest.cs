using System.Diagnostics.CodeAnalysis;
using Errand.Access;
using Errand.Types;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Routes;

/// <summary>A request that its route has let in, and what was read of it for the endpoint.</summary>
internal sealed class RouteRequest(HttpContext context)
{
    public HttpContext Context => context;

    /// <summary>Who sends it; nobody is looked for on public routes.</summary>
    public Caller Caller { get; set; }

    /// <summary>Who sends it.</summary>
    public Principal By => Caller.Principal;

    /// <summary>Who asks for a change.</summary>
    public Actor Actor => Callers.ActorOf(By, context);

    /// <summary>The task type that the address names.</summary>
    public TaskDefinition Definition
    {
        get => field ?? throw new InvalidOperationException("The route names no task type.");
        set;
    }

    /// <summary>The task that the address names.</summary>
    public TaskId TaskId { get; set; }

    /// <summary>Options in the query and headers; null when they have none.</summary>
    public SubmitOptions? Options { get; set; }

    /// <summary>Null when the request has none.</summary>
    public RequestQuery? Query { get; set; }

    /// <summary>Only those that the route follows.</summary>
    public Preferences Preferences { get; set; }

    /// <summary>What is wrong so far; what is wrong with the body is added to it.</summary>
    [AllowNull]
    public List<Fault> Faults
    {
        get => field ??= [];
        set;
    }

    /// <summary>As it was sent, without a byte order mark. Not to be used after the endpoint has returned.</summary>
    public ReadOnlyMemory<byte> Body => Buffer?.Written ?? default;

    /// <summary>What holds the body; the runner of the route owns it.</summary>
    public PooledBuffer? Buffer { get; set; }

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The refusal of a caller that lacks a scope.</summary>
    public Problem Forbid(string scope) => Problems.Forbidden(scope, By.Kind != PrincipalKind.Anonymous);
}
