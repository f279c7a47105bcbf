using Errand.Access;
using Errand.Insight.Problems;
using Microsoft.AspNetCore.Builder;

namespace Errand.Web.Access;

/// <summary>The server can be reached from outside, and needs no key. Of a program that is more than Errand this is not known: it may ask
/// for a login of its own.</summary>
internal sealed class OpenServer(AccessOptions options, TimeProvider time) : IProblemCheck
{
    private WebApplication? _app;
    private DateTimeOffset _since;

    /// <summary>Whether the program is nothing but Errand.</summary>
    public bool IsAlone => _app is not null;

    /// <summary>The program is nothing but Errand.</summary>
    public void IsWhole(WebApplication app) => (_app, _since) = (app, time.GetUtcNow());

    /// <summary>Where other machines reach the server, and need no key to do everything.</summary>
    public IReadOnlyList<string> Addresses => options.Anonymous is not { IsAll: true } ? [] :
        [.. ListenPlaces.Of(_app?.Urls ?? []).Where(address => !ListenPlaces.IsLoopback(address)).Select(address => address.ToString())];

    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        IReadOnlyList<string> open = Addresses;
        return open.Count == 0 ? [] :
        [
            new ServerProblem
            {
                Kind = ServerProblemKind.Open,
                Severity = ServerProblemSeverity.Warning,
                Sentence = $"The server listens on {ProblemText.List(open)} and asks for no key: anyone who can reach it can submit, cancel and read tasks.",
                Do = "Make a key with `keys create`, and take ERRAND_INSECURE and the * of ERRAND_ANONYMOUS away; or let it listen on localhost.",
                Since = _since,
            },
        ];
    }
}
