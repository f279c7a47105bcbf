using Errand.Submitting;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Routes;

/// <summary>Lets a request in, or refuses it before a byte of its body is read.</summary>
internal sealed class RouteGate(
    TaskRegistry registry, SubmitQueue queue, BatchSubmitter batches, IOptions<WebOptions> options, AccessGate access)
{
    private readonly WebOptions _options = options.Value;

    public long BodyLimit => _options.MaxBodyBytes;

    /// <summary>Who may use what.</summary>
    public AccessGate Access => access;

    /// <summary>Why the request is refused, or null when the endpoint may have it. The first reason counts, in this order: what the
    /// address names, the kind of answer and body, the room for the body, then the query and headers.</summary>
    public Problem? Refuse(ApiRoute route, RouteRequest request) =>
        Find(route, request) ?? RefuseKind(route, request.Context.Request) ?? RefuseTerms(route, request);

    private Problem? Find(ApiRoute route, RouteRequest request)
    {
        switch (route.Subject)
        {
            case RouteSubject.Task:
                string id = RouteValue.Id(request.Context);
                bool isId = TaskIdText.TryParse(id, out TaskId taskId);
                request.TaskId = taskId;
                return isId ? null : Problems.UnknownTask(id);
            case RouteSubject.Type:
                string name = RouteValue.Type(request.Context);
                TaskDefinition? type = registry.Find(name);
                return RefuseType(route, request, type, name)
                    ?? (TrySet(request, type) ? null : Problems.UnknownType(name, registry.VisibleTo(request.By.Scopes)));
            case RouteSubject.DefaultType:
                return TrySet(request, DefaultType()) ? RefuseType(route, request, request.Definition, "") : Problems.NoDefaultType();
            default:
                return null;
        }
    }

    /// <summary>Whoever may not submit a type is not told whether there is one. Whoever may not see one is told that there is
    /// none.</summary>
    private Problem? RefuseType(ApiRoute route, RouteRequest request, TaskDefinition? type, string name)
    {
        Scopes scopes = request.By.Scopes;
        return route.Scope == RouteScope.Submit && (type is not null || NameRule.Holds(name))
            ? (type?.Scope ?? Scopes.Submit + name) is var scope && scopes.Allows(scope) ? null : request.Forbid(scope)
            : type is null || scopes.MaySee(type) ? null
            : Problems.UnknownType(name, registry.VisibleTo(scopes));
    }

    private static bool TrySet(RouteRequest request, TaskDefinition? definition)
    {
        if (definition is not null)
        {
            request.Definition = definition;
        }

        return definition is not null;
    }

    private TaskDefinition? DefaultType() =>
        _options.DefaultTaskType is { } name ? registry.Find(name)
        : registry.Definitions is [var first, ..] ? first
        : null;

    private Problem? RefuseKind(ApiRoute route, HttpRequest request) =>
        route.ChecksAccept && !(route.AnswersJson && MediaTypes.AcceptsJson(request)) && !AcceptsAny(request, route.OtherTypes)
            ? Problems.NotAcceptable(route.Types)
        : !IsOfKind(route.Body, request) ? OtherKind(route)
        : route.ReadsBody ? RefuseBody(route, request)
        : null;

    // Not inline: the lambda would cost every request its closure.
    private static bool AcceptsAny(HttpRequest request, IReadOnlyList<string> types) =>
        types.Any(type => MediaTypes.Accepts(request, type));

    private static bool IsOfKind(RouteBody body, HttpRequest request) => body switch
    {
        RouteBody.Json => MediaTypes.IsJson(request),
        RouteBody.JsonOrLines => MediaTypes.IsJson(request) || MediaTypes.IsNdjson(request),
        RouteBody.EmptyOrJson => request.ContentType is null || MediaTypes.IsJson(request),
        _ => true,
    };

    private static Problem OtherKind(ApiRoute route) =>
        route.IsFlask ? Problems.Malformed(new Malformed("The body must be JSON, sent as Content-Type: application/json."))
        : route.Body == RouteBody.JsonOrLines ? Problems.NotBatch()
        : Problems.NotJson();

    private Problem? RefuseBody(ApiRoute route, HttpRequest request) =>
        route.Backlog == RouteBacklog.Batches && batches.IsFull ? Problems.Overloaded(batches.QueueTime)
        : MediaTypes.IsEncodedOtherwise(request) ? Problems.EncodedOtherwise()
        : RequestBody.IsDeclaredTooLarge(request, BodyLimit) ? Problems.TooLarge(BodyLimit)
        : route.Backlog != RouteBacklog.None && queue.IsFull ? Problems.Overloaded(queue.QueueTime)
        : null;

    private static Problem? RefuseTerms(ApiRoute route, RouteRequest request)
    {
        HttpRequest http = request.Context.Request;
        // Most requests have no query.
        RequestQuery? query = route.Query is { } accepted && http.QueryString.HasValue ? new RequestQuery(accepted) : null;
        if (query?.Read(http.QueryString) is { } inQuery)
        {
            return Problems.Malformed(inQuery);
        }

        if (query is { Faults: [var unknown, ..] } && !route.CollectsFaults)
        {
            return Problems.Malformed(new Malformed($"{unknown.Detail}."));
        }

        if (IdempotencyHeader.Read(http, route.Key, out string? key) is { } inKey)
        {
            return Problems.Malformed(inKey);
        }

        Preferences preferences = default;
        if (route.Prefer != PreferHeader.Ignored
            && Preferences.Read(http, query?[QueryParameters.Wait], out preferences) is { } inPreferences)
        {
            return Problems.Malformed(inPreferences);
        }

        request.Query = query;
        request.Options = key is null ? query?.Options
            : query is { Options: { } options } ? options with { IdempotencyKey = key }
            : new SubmitOptions { IdempotencyKey = key };
        request.Faults = query?.Faults;
        request.Preferences = route.Prefer == PreferHeader.Return ? preferences with { Wait = null } : preferences;
        return null;
    }
}
