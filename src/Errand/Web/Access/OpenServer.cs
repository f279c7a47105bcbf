using Errand.Insight.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Access;

/// <summary>The server can be reached from outside, and needs no key. Of a program that is more than Errand this is not known: it may ask
/// for a login of its own.</summary>
internal sealed class OpenServer(TimeProvider time) : IProblemCheck
{
    private WebApplication? _app;
    private DateTimeOffset _since;

    /// <summary>The program is nothing but Errand.</summary>
    public void IsWhole(WebApplication app) => (_app, _since) = (app, time.GetUtcNow());

    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        BindingAddress[] open = [.. ListenPlaces.Of(_app?.Urls ?? []).Where(address => !ListenPlaces.IsLoopback(address))];
        return open.Length == 0 ? [] :
        [
            new ServerProblem
            {
                Kind = ServerProblemKind.Open,
                Severity = ServerProblemSeverity.Warning,
                Sentence = $"The server listens on {ProblemText.List([.. open.Select(address => address.ToString())])} and asks for no key: anyone who can reach it can submit, cancel and read tasks.",
                Do = "Let it listen on localhost, or let only a reverse proxy that authenticates reach it.",
                Since = _since,
            },
        ];
    }
}
