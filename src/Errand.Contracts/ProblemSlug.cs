namespace Errand;

/// <summary>How the <c>type</c> of a problem answer (RFC 9457) ends: a client may switch on it.</summary>
public static class ProblemSlug
{
    /// <summary>400: not JSON, not UTF-8, a duplicate member, nesting over 64 levels, a bad query or header value.</summary>
    public const string MalformedRequest = "malformed-request";

    /// <summary>400: the request names a host that the server does not answer to.</summary>
    public const string WrongHost = "wrong-host";

    /// <summary>401: no key came, or one that is not good.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>403: the caller may not do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>403: a browser sent the request for a page of another site, whose origin is not allowed.</summary>
    public const string CrossOrigin = "cross-origin";

    /// <summary>404: no task has this id, or it has expired.</summary>
    public const string UnknownTask = "unknown-task";

    /// <summary>404: no task type has this name.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>404: nothing was ever submitted to a queue of this name.</summary>
    public const string UnknownQueue = "unknown-queue";

    /// <summary>404: no key has this id, or it is no longer good.</summary>
    public const string UnknownKey = "unknown-key";

    /// <summary>404: the task is not done; ask again later.</summary>
    public const string ResultNotReady = "result-not-ready";

    /// <summary>404: the result has nothing where the pointer leads.</summary>
    public const string NoSuchMember = "no-such-member";

    /// <summary>404: no such address.</summary>
    public const string NotFound = "not-found";

    /// <summary>409: this can only be done with a task that is done.</summary>
    public const string TaskNotFinished = "task-not-finished";

    /// <summary>409: the task has succeeded, and does not run again.</summary>
    public const string TaskSucceeded = "task-succeeded";

    /// <summary>409: there is a key of this name already.</summary>
    public const string KeyExists = "key-exists";

    /// <summary>422: the arguments do not fit the task type.</summary>
    public const string InvalidArgs = "invalid-args";

    /// <summary>422: an option is unknown or out of its range.</summary>
    public const string InvalidOptions = "invalid-options";

    /// <summary>422: a search text cannot be read.</summary>
    public const string InvalidSearch = "invalid-search";

    /// <summary>422: the idempotency key was used for another request.</summary>
    public const string IdempotencyKeyReused = "idempotency-key-reused";

    /// <summary>422: the task ended without a result, so there is none to show.</summary>
    public const string TaskNotSucceeded = "task-not-succeeded";

    /// <summary>429: this client has as much as it may have at once.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>503: the store does not answer; what got this answer is not stored.</summary>
    public const string StoreUnavailable = "store-unavailable";

    /// <summary>503: too many requests wait already, to be stored or to read results; what got this answer is not stored.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>504: the store went away during the commit: it may or may not be stored. Repeat with the same idempotency key.</summary>
    public const string OutcomeUnknown = "outcome-unknown";

    /// <summary>507: the disk is full; what got this answer is not stored.</summary>
    public const string StorageFull = "storage-full";
}
