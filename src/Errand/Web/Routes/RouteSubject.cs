namespace Errand.Web.Routes;

/// <summary>What the address of a request names. It is looked for before anything else of the request is judged.</summary>
internal enum RouteSubject
{
    /// <summary>Nothing, or the endpoint looks for it.</summary>
    None,

    /// <summary>The task type of <c>{type}</c>.</summary>
    Type,

    /// <summary>The task type of <c>DEFAULT_TASK_TYPE</c>, else the first one mapped.</summary>
    DefaultType,

    /// <summary>A task, by the number of <c>{id}</c>. Whether there is such a task, only the store knows.</summary>
    Task,
}
