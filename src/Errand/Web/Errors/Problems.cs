using System.Globalization;
using Errand.Results.Reading;
using Errand.Storage.Messages;
using Errand.Types;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Errand.Web.Errors;

/// <summary>Every error the server answers.</summary>
internal static class Problems
{
    /// <summary>Of the header <c>WWW-Authenticate</c> (RFC 6750).</summary>
    private const string Realm = "Bearer realm=\"errand\"";

    public static Problem Malformed(Malformed reason) =>
        new(400, ProblemSlug.MalformedRequest, "The request is malformed", reason.Detail);

    public static Problem WrongHost() =>
        new(400, ProblemSlug.WrongHost, "The host name is not this server's",
            "The server does not answer to the host name of this request. To allow it, add the name to the setting ALLOWED_HOSTS.");

    public static Problem CrossOrigin() =>
        new(403, ProblemSlug.CrossOrigin, "The request comes from another site",
            "Pages of this origin may not change anything here. To allow it, add the origin to the setting FRONTEND_URL.");

    /// <summary>No credentials came, and without any the caller may do nothing.</summary>
    /// <param name="acceptsTokens">Whether a token of an issuer would do as well.</param>
    public static Problem Unauthenticated(bool acceptsTokens) =>
        new(401, ProblemSlug.Unauthenticated, acceptsTokens ? "A key or a token is needed" : "A key is needed",
            (acceptsTokens ? "Send a token of the issuer that this server trusts, as Authorization: Bearer …, or a key. " : "")
            + "Send a key as Authorization: Bearer errand_…, or as X-Api-Key. Whoever runs the server makes one by the command keys create, "
            + "or by POST /v1/keys with a key of the scope admin.")
        { Challenge = Realm };

    /// <summary>Credentials came that are not good.</summary>
    public static Problem WrongKey() =>
        new(401, ProblemSlug.Unauthenticated, "The key is not valid",
            "The key is unknown, revoked or expired, or was changed on its way. Compare it with the one that was made, or have another one made.")
        { Challenge = $"{Realm}, error=\"invalid_token\"" };

    /// <summary>A token came that is not good. Only the log says why: the answer would help those who make tokens up.</summary>
    public static Problem WrongToken() =>
        new(401, ProblemSlug.Unauthenticated, "The token is not valid",
            "The token has expired, was made by another issuer or for another server, or was changed on its way. Have a new one made.")
        { Challenge = $"{Realm}, error=\"invalid_token\"" };

    /// <summary>A token came, and nobody can tell whether it is good.</summary>
    public static Problem TokensNotChecked() =>
        OfStatus(503, "Tokens cannot be checked at the moment, because their issuer does not answer; try again later.") with
        {
            RetryAfter = Soon(),
        };

    /// <param name="wait">Until when no other wrong key is looked at.</param>
    public static Problem TooManyWrongKeys(TimeSpan wait) =>
        new(429, ProblemSlug.RateLimited, "Too many wrong keys",
            "Too many wrong keys came from this address. Send the right one, which is accepted at once, or try again later.")
        { RetryAfter = SecondsOf(wait), IsOfAccess = true };

    /// <param name="scope">What the caller needs, such as <c>submit:add</c>.</param>
    /// <param name="hasKey">Whether it has a key at all.</param>
    public static Problem Forbidden(string scope, bool hasKey) =>
        new(403, ProblemSlug.Forbidden, "This is not allowed",
            hasKey
                ? $"This needs the scope {scope}, which you do not have. Whoever has the scope admin can make a key that has it."
                : $"This needs the scope {scope}, which callers without a key do not have. Send a key that has it.")
        { Challenge = $"{Realm}, error=\"insufficient_scope\", scope=\"{scope}\"" };

    /// <summary>A caller would grant what it does not have itself.</summary>
    public static Problem CannotGrant(string scope) =>
        new(403, ProblemSlug.Forbidden, "This is not allowed", $"Nobody grants more than they have: the scope {scope} is not among yours.")
        { Challenge = $"{Realm}, error=\"insufficient_scope\", scope=\"{scope}\"" };

    /// <summary>A server that is open because only this machine reaches it is reached by others, through a proxy.</summary>
    public static Problem Forwarded() =>
        new(403, ProblemSlug.Forbidden, "The server is open to this machine only",
            "The request came through a proxy (it has a Forwarded or X-Forwarded header), and the server has no keys: through the proxy it "
            + "would be open to anyone. Make a key (keys create NAME --scope '*'), or say with TRUSTED_PROXIES whose headers count, or set "
            + "ERRAND_INSECURE=1 to leave it open.");

    /// <param name="wait">When the next request may come.</param>
    public static Problem TooManyRequests(TimeSpan wait) =>
        new(429, ProblemSlug.RateLimited, "Too many requests",
            "You send more requests than you may. Wait as long as Retry-After says, or have your key's rate raised.")
        { RetryAfter = SecondsOf(wait) };

    public static Problem UnknownKey(string id) =>
        new(404, ProblemSlug.UnknownKey, "There is no such key", $"No key that is still good has the id {id}; GET /v1/keys lists them.");

    public static Problem KeyExists(string name) =>
        new(409, ProblemSlug.KeyExists, "There is a key of this name",
            $"There is a key called {name} already. Rotate it, revoke it first, or choose another name.");

    public static Problem UnknownTask(string? id) =>
        new(404, ProblemSlug.UnknownTask, "There is no such task", $"No task has the id {id}, or it has expired.");

    public static Problem UnregisteredTask(string id) =>
        new(404, ProblemSlug.UnknownTask, "There is no such task", $"task id {id} is not registered");

    /// <param name="name">What was asked for.</param>
    /// <param name="types">Those that the caller may know of.</param>
    public static Problem UnknownType(string name, IEnumerable<TaskDefinition> types)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(name, types.Select(definition => definition.Type.Name));
        string offer = nearest.Count == 0 ? "No types are mapped." : $"The nearest names are {string.Join(", ", nearest)}.";
        return new(
            404, ProblemSlug.UnknownType, "There is no such task type",
            $"No task type is called \"{name}\". {offer}")
        { Nearest = nearest };
    }

    public static Problem UnknownQueue(string name, IReadOnlyList<string> names)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(name, names);
        string offer = nearest.Count == 0 ? "There are no queues yet." : $"The nearest names are {string.Join(", ", nearest)}.";
        return new(
            404, ProblemSlug.UnknownQueue, "There is no such queue",
            $"Nothing was ever submitted to a queue called \"{name}\". {offer}")
        { Nearest = nearest };
    }

    public static Problem NoDefaultType() =>
        new(404, ProblemSlug.UnknownType, "There is no such task type", "No task type is mapped that this route could run.");

    public static Problem ResultNotReady(TaskRecord task) =>
        new(404, ProblemSlug.ResultNotReady, "The result is not available yet", $"The task {task.Id} is not done yet.") { RetryAfter = 1 };

    public static Problem NotFinished(TaskId id) =>
        new(
            409, ProblemSlug.TaskNotFinished, "The task is not done",
            $"The task {id} still waits or runs. Wait until it is done, or cancel it first.");

    public static Problem AlreadySucceeded(TaskId id) =>
        new(409, ProblemSlug.TaskSucceeded, "The task has succeeded", $"The task {id} has succeeded; it does not run again.");

    /// <param name="types">What the route can answer.</param>
    public static Problem NotAcceptable(IEnumerable<string> types) => OfStatus(
        406, $"The answer is {string.Join(" or ", types)}, which the Accept header excludes.");

    /// <summary>Why a result is not shown as it is asked for.</summary>
    public static Problem OfResult(ResultRefusal refusal) => refusal.Kind switch
    {
        ResultRefusalKind.NoSuchMember => new(404, ProblemSlug.NoSuchMember, "The result has no such member", refusal.Detail)
        {
            Nearest = [refusal.Nearest!],
        },
        ResultRefusalKind.NotAnArray => Malformed(new Malformed(refusal.Detail)),
        ResultRefusalKind.OtherShape => OfStatus(406, refusal.Detail),
        ResultRefusalKind.Unfit => Invalid([refusal.Fault!]),
        _ => new(503, ProblemSlug.Overloaded, "The server is overloaded", refusal.Detail) { RetryAfter = Soon() },
    };

    public static Problem TooLarge(long limit) =>
        OfStatus(413, string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes."));

    public static Problem NotJson() => OfStatus(415, "The body must be sent as Content-Type: application/json.");

    public static Problem NotBatch() => OfStatus(415, "The body must be sent as Content-Type: application/json or application/x-ndjson.");

    public static Problem EncodedOtherwise() => OfStatus(415, "The body must be plain UTF-8, without a Content-Encoding.");

    /// <param name="response">Gets a header with the size of the whole.</param>
    /// <param name="length">The size of the whole.</param>
    public static Problem RangeNotSatisfiable(HttpResponse response, long length)
    {
        response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
        return OfStatus(416, string.Create(CultureInfo.InvariantCulture, $"The result has {length} bytes, and none of them is in that range."));
    }

    /// <summary>All faults of arguments and options in one answer; named after the arguments when any of them is wrong.</summary>
    public static Problem Invalid(IReadOnlyList<Fault> faults)
    {
        foreach (Fault fault in faults)
        {
            if (fault.Pointer == "#/args" || fault.Pointer.StartsWith("#/args/", StringComparison.Ordinal))
            {
                return Invalid(ProblemSlug.InvalidArgs, "The arguments do not fit the task type", faults);
            }
        }

        return Invalid(ProblemSlug.InvalidOptions, "The options are not valid", faults);
    }

    /// <param name="faults">With pointers into the batch.</param>
    /// <param name="areOfArgs">Whether the arguments of any task are wrong.</param>
    public static Problem InvalidBatch(IReadOnlyList<Fault> faults, bool areOfArgs) => areOfArgs
        ? Invalid(ProblemSlug.InvalidArgs, "The arguments of a task do not fit its type", faults)
        : Invalid(ProblemSlug.InvalidOptions, "The options of a task are not valid", faults);

    public static Problem BatchRefusedByStore() =>
        InvalidBatch([new Fault("#", FaultCode.Type, "the store cannot hold the arguments of one of these tasks")], areOfArgs: true);

    public static Problem RefusedByStore() =>
        Invalid([new Fault("#/args", FaultCode.Type, "the store cannot hold these arguments")]);

    public static Problem InvalidSearch(IReadOnlyList<Fault> faults) =>
        Invalid(ProblemSlug.InvalidSearch, "The search cannot be read", faults);

    public static Problem KeyReused() =>
        new(
            422, ProblemSlug.IdempotencyKeyReused, "The idempotency key was used before",
            "The same Idempotency-Key came before with another request.")
        { Faults = [] };

    public static Problem NotSucceeded(TaskRecord task) =>
        new(422, ProblemSlug.TaskNotSucceeded, "The task ended without a result",
            task.Outcome == OutcomeState.Cancelled
                ? $"The task {task.Id} was cancelled."
                : task.Error?.Message ?? $"The task {task.Id} failed.")
        { Faults = [], Ended = task };

    public static Problem Unexpected() =>
        OfStatus(500, "An unexpected error occurred. The server's log has the details under this traceId.");

    /// <summary>The answer is held back for a second. Some clients ask again at once, and must not take the processors from the requests
    /// that were let in.</summary>
    /// <param name="queueTime">How long the submissions that wait already will take.</param>
    public static Problem Overloaded(TimeSpan queueTime) =>
        new(
            503, ProblemSlug.Overloaded, "The server is overloaded",
            "Too many submissions are waiting for the store. Nothing was stored; try again later.")
        {
            RetryAfter = (int)OverloadedException.After(queueTime).TotalSeconds,
            Hold = TimeSpan.FromSeconds(0.5 + Random.Shared.NextDouble()),
        };

    /// <param name="most">How many event streams a process serves.</param>
    public static Problem TooManyStreams(int most) =>
        new(
            503, ProblemSlug.Overloaded, "The server is overloaded",
            string.Create(CultureInfo.InvariantCulture, $"This process serves {most} event streams already; try again later."))
        { RetryAfter = Soon() };

    /// <param name="most">How many event streams one address may have.</param>
    public static Problem TooManyStreamsOfOne(int most) =>
        new(
            429, ProblemSlug.RateLimited, "Too many at once",
            string.Create(CultureInfo.InvariantCulture, $"Your address has {most} event streams already; close some of them first."))
        { RetryAfter = Soon() };

    /// <param name="most">How many event streams a caller with a key may have.</param>
    public static Problem TooManyStreamsOfPrincipal(int most) =>
        new(429, ProblemSlug.RateLimited, "Too many at once",
            string.Create(CultureInfo.InvariantCulture, $"You have {most} event streams already; close some of them first."))
        { RetryAfter = Soon() };

    public static Problem StoreUnavailable() =>
        new(
            503, ProblemSlug.StoreUnavailable, "The store does not answer",
            "The store does not answer. Nothing was stored; try again later.")
        { RetryAfter = Soon() };

    /// <param name="failing">A sentence for each check that failed; each gets a line.</param>
    public static Problem NotReady(IEnumerable<string> failing) => OfStatus(503, string.Join('\n', failing)) with { RetryAfter = Soon() };

    public static Problem OutcomeUnknown() =>
        OutcomeUnknown(
            "The store went away during the commit: it may or may not be stored. Repeat the request with the same Idempotency-Key.");

    /// <summary>A batch has no key to repeat it with.</summary>
    public static Problem BatchOutcomeUnknown() =>
        OutcomeUnknown("The store went away during the commit: either all tasks of the batch are stored or none. Look for them before you send it again.");

    public static Problem StorageFull() =>
        new(507, ProblemSlug.StorageFull, "The disk is full", "The disk of the store is full. Nothing was stored.");

    /// <summary>What an exception that reached the edge of a request means to the client.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        OverloadedException overloaded => Overloaded(overloaded.QueueTime),
        StoreUnavailableException => StoreUnavailable(),
        OutcomeUnknownException => OutcomeUnknown(),
        StoreFullException => StorageFull(),
        BadHttpRequestException { StatusCode: 400 } => Malformed(new Malformed("The request body ended early or is not valid HTTP.")),
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        _ => Unexpected(),
    };

    /// <summary>What only has a status: no such address, a method that it does not know, and their like.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        404 => new(404, ProblemSlug.NotFound, "There is no such address", "There is no route at this address."),
        405 => OfStatus(405, "The method is not allowed for the requested URL."),
        408 => OfStatus(408, "The request came too slowly."),
        500 => Unexpected(),
        _ => OfStatus(status, string.Create(CultureInfo.InvariantCulture, $"The request was answered with the status {status}.")),
    };

    private static int SecondsOf(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static Problem OutcomeUnknown(string detail) => new(504, ProblemSlug.OutcomeUnknown, "The outcome is unknown", detail);

    private static Problem OfStatus(int status, string detail) => new(status, null, ReasonPhrases.GetReasonPhrase(status), detail);

    private static Problem Invalid(string slug, string title, IReadOnlyList<Fault> faults) =>
        new(422, slug, title, faults.Count == 1 ? faults[0].Detail : Count(faults)) { Faults = faults };

    private static string Count(IReadOnlyList<Fault> faults) =>
        string.Create(CultureInfo.InvariantCulture, $"The request has {faults.Count} errors; see errors.");

    // Not the same for all, or they would all come back in the same second.
    private static int Soon() => Random.Shared.Next(1, 6);
}
