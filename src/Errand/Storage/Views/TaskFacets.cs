namespace Errand.Storage.Views;

/// <summary>What a scan reads of a task besides its id, type, priority, tags and creation, which cost nothing extra.</summary>
[Flags]
internal enum TaskFacets
{
    /// <summary>No more.</summary>
    None = 0,

    /// <summary>The name of its queue.</summary>
    Queue = 1,

    /// <summary>Its status and everything that follows from it: outcome, reason, attempt, handler and end.</summary>
    Progress = 2,

    /// <summary>Its arguments.</summary>
    Args = 4,

    /// <summary>The error of the last attempt that failed.</summary>
    Error = 8,

    /// <summary>The summary of its result.</summary>
    Summary = 16,
}
