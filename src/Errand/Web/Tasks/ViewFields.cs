namespace Errand.Web.Tasks;

/// <summary>Members of a task as it is shown.</summary>
[Flags]
internal enum ViewFields
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>id</c>.</summary>
    Id = 1 << 0,

    /// <summary><c>type</c>.</summary>
    Type = 1 << 1,

    /// <summary><c>status</c>.</summary>
    Status = 1 << 2,

    /// <summary><c>outcome</c>.</summary>
    Outcome = 1 << 3,

    /// <summary><c>reason</c>.</summary>
    Reason = 1 << 4,

    /// <summary><c>args</c>, or <c>argsBytes</c> in its place.</summary>
    Args = 1 << 5,

    /// <summary><c>result</c>, or <c>resultUrl</c> and <c>resultBytes</c> in its place.</summary>
    Result = 1 << 6,

    /// <summary><c>error</c>.</summary>
    Error = 1 << 7,

    /// <summary><c>summary</c>.</summary>
    Summary = 1 << 8,

    /// <summary><c>progress</c>.</summary>
    Progress = 1 << 9,

    /// <summary><c>queue</c>.</summary>
    Queue = 1 << 10,

    /// <summary><c>priority</c>.</summary>
    Priority = 1 << 11,

    /// <summary><c>attempt</c>.</summary>
    Attempt = 1 << 12,

    /// <summary><c>maxAttempts</c>.</summary>
    MaxAttempts = 1 << 13,

    /// <summary><c>tags</c>.</summary>
    Tags = 1 << 14,

    /// <summary><c>createdAt</c>.</summary>
    CreatedAt = 1 << 15,

    /// <summary><c>runAt</c>.</summary>
    RunAt = 1 << 16,

    /// <summary><c>startedAt</c>.</summary>
    StartedAt = 1 << 17,

    /// <summary><c>finishedAt</c>.</summary>
    FinishedAt = 1 << 18,

    /// <summary><c>expiresAt</c>.</summary>
    ExpiresAt = 1 << 19,

    /// <summary><c>kept</c>.</summary>
    Kept = 1 << 20,

    /// <summary><c>handler</c>.</summary>
    Handler = 1 << 21,

    /// <summary><c>trace</c>.</summary>
    Trace = 1 << 22,

    /// <summary><c>links</c>.</summary>
    Links = 1 << 23,

    /// <summary>Every one.</summary>
    All = (1 << 24) - 1,
}
