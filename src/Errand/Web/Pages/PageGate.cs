using Errand.Access;
using Errand.Dashboard.Serving;
using Errand.Signals;
using Errand.Submitting;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Pages;

/// <summary>Lets callers see the pages as far as they may use the routes that show the same. A page gets a client that sees and does what
/// its caller may.</summary>
internal sealed class PageGate(
    AccessGate gate, TaskEvents events, TaskSubmissions submissions, TaskReads reads, TaskChanges changes, TaskAccess access) : IPageGate
{
    public async ValueTask<PageEntry> EnterAsync(HttpContext context, PageNeed need)
    {
        if (need == PageNeed.Public)
        {
            return EntryOf(Principal.Anonymous(Scopes.None), context);
        }

        Caller caller = await gate.FindAsync(context);
        return caller.Refused is { } refused ? Refuse(refused)
            : MissingFor(need, caller.Principal.Scopes) is { } scope
                ? Refuse(Problems.Forbidden(scope, caller.Principal.Kind != PrincipalKind.Anonymous))
            : EntryOf(caller.Principal, context);
    }

    private PageEntry Refuse(Problem problem)
    {
        if (problem.IsOfAccess)
        {
            events.PublishRefused(new Refusal(problem.Name, IsOfSubmission: false, IsOfAccess: true));
        }

        return new PageEntry
        {
            Status = problem.Status,
            Title = problem.Title,
            Detail = problem.Detail,
            Challenge = problem.Challenge,
            RetryAfter = problem.RetryAfter,
        };
    }

    /// <summary>The scope that the caller lacks; null when it has enough.</summary>
    private static string? MissingFor(PageNeed need, Scopes has) => need switch
    {
        PageNeed.Public or PageNeed.Any => null,
        PageNeed.Read => has.CanRead ? null : Scopes.Read,
        PageNeed.ReadOwn => has.CanReadOwn ? null : Scopes.ReadOwn,
        PageNeed.ActOwn => has.CanActOwn ? null : Scopes.ActOwn,
        PageNeed.Submit => has.CanSubmitAny ? null : $"{Scopes.Submit}TYPE",
        PageNeed.ActOrSubmit => has.CanActOwn || has.CanSubmitAny ? null : Scopes.ActOwn,
        PageNeed.Admin => has.IsAdmin ? null : Scopes.Admin,
        _ => throw new NotSupportedException($"There is no need {need}."),
    };

    private PageEntry EntryOf(Principal by, HttpContext context) =>
        new() { Tasks = new TaskClient(submissions, reads, changes, access, Callers.ActorOf(by, context)) };
}
