using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Routes;

/// <summary>A route as data: what it accepts, what it answers and what it is for. The endpoint that it leads to stands next to it in
/// <see cref="ErrandEndpoints"/>; programs find it in the metadata of the mapped endpoint.</summary>
internal sealed record ApiRoute
{
    private static readonly IReadOnlyList<string> Reading = ["GET", "HEAD"];
    private static readonly IReadOnlyList<string> Posting = ["POST"];
    private static readonly IReadOnlyList<string> Putting = ["PUT"];
    private static readonly IReadOnlyList<string> Deleting = ["DELETE"];

    private ApiRoute(IReadOnlyList<string> methods, string pattern, RouteScope scope, string summary)
    {
        Methods = methods;
        Pattern = pattern;
        Scope = scope;
        Summary = summary;
    }

    public IReadOnlyList<string> Methods { get; }

    /// <summary>As the documentation has it; a program may mount it under a prefix.</summary>
    public string Pattern { get; }

    public RouteScope Scope { get; }

    /// <summary>What it does, in one line: "submits a task".</summary>
    public string Summary { get; }

    public RouteSubject Subject { get; private init; }

    /// <summary>A request whose <c>Accept</c> excludes all that the route can answer is refused.</summary>
    public bool ChecksAccept { get; private init; } = true;

    /// <summary>The media types that it can answer besides JSON.</summary>
    public IReadOnlyList<string> OtherTypes { get; private init; } = [];

    /// <summary>Whether it can answer JSON; problems are JSON anyway.</summary>
    public bool AnswersJson { get; private init; } = true;

    /// <summary>What it can answer.</summary>
    public IEnumerable<string> Types => AnswersJson ? OtherTypes.Prepend(MediaTypes.Json) : OtherTypes;

    public RouteBody Body { get; private init; }

    public RouteBacklog Backlog { get; private init; }

    /// <summary>Any other parameter is refused, rather than answer another question; null: no query is looked at.</summary>
    public IReadOnlyList<QueryParameter>? Query { get; private init; } = [];

    public KeyHeader Key { get; private init; }

    public PreferHeader Prefer { get; private init; }

    /// <summary>One of flask-tasks: its clients know no 415 for a body that is not said to be JSON, no 422, and errors of their own
    /// form.</summary>
    public bool IsFlask { get; private init; }

    /// <summary>Every status that it answers, in rising order; any route may answer 500 too.</summary>
    public IReadOnlyList<int> Statuses => [.. OwnStatuses.Union(CommonStatuses()).Order()];

    public bool IsWrite => Methods != Reading;

    public bool ReadsBody => Body is RouteBody.Json or RouteBody.JsonOrLines;

    /// <summary>An unknown query parameter is one fault among all others that the request has; elsewhere it ends the request.</summary>
    public bool CollectsFaults => Backlog == RouteBacklog.Submissions;

    private IReadOnlyList<int> OwnStatuses { get; init; } = [];

    public static ApiRoute Get(string pattern, RouteScope scope, string summary) => new(Reading, pattern, scope, summary);

    public static ApiRoute Post(string pattern, RouteScope scope, string summary) => new(Posting, pattern, scope, summary);

    public static ApiRoute Put(string pattern, RouteScope scope, string summary) => new(Putting, pattern, scope, summary);

    public static ApiRoute Delete(string pattern, RouteScope scope, string summary) => new(Deleting, pattern, scope, summary);

    public ApiRoute Of(RouteSubject subject) => this with { Subject = subject };

    public ApiRoute Takes(RouteBody body, RouteBacklog backlog = RouteBacklog.None) => this with { Body = body, Backlog = backlog };

    public ApiRoute Or(params IReadOnlyList<string> types) => this with { OtherTypes = types };

    /// <summary>Another type, and no JSON.</summary>
    public ApiRoute Only(string type) => this with { OtherTypes = [type], AnswersJson = false };

    public ApiRoute Accepts(params IReadOnlyList<QueryParameter> query) => this with { Query = query };

    public ApiRoute Accepts(KeyHeader key) => this with { Key = key };

    public ApiRoute Follows(PreferHeader prefer) => this with { Prefer = prefer };

    /// <summary>For callers that know less of HTTP than clients of the API: neither <c>Accept</c> nor the query is looked at.</summary>
    public ApiRoute Leniently() => this with { ChecksAccept = false, Query = null };

    public ApiRoute AsFlask() => Leniently() with { IsFlask = true };

    /// <param name="statuses">Those of its endpoint. What <see cref="RouteGate"/> and the queues of submissions answer follows from the
    /// rest.</param>
    public ApiRoute Answers(params IReadOnlyList<int> statuses) => this with { OwnStatuses = statuses };

    private IEnumerable<int> CommonStatuses() =>
    [
        .. When(Query is not null || ReadsBody || Prefer != PreferHeader.Ignored, 400),
        .. When(Scope != RouteScope.Public, 401, 403, 429, 503),
        .. When(IsWrite, 403),
        .. When(Subject != RouteSubject.None, 404),
        .. When(ChecksAccept, 406),
        .. When(ReadsBody, 413),
        .. When(Body != RouteBody.None, 415),
        .. When(Backlog != RouteBacklog.None, 503, 504, 507),
    ];

    private static int[] When(bool holds, params int[] statuses) => holds ? statuses : [];
}
