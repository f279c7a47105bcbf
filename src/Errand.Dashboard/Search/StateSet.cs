namespace Errand.Dashboard.Search;

/// <summary>States of tasks as people tell them apart.</summary>
[Flags]
public enum StateSet
{
    None = 0,
    Waiting = 1,
    Running = 2,
    Succeeded = 4,
    Failed = 8,
    Cancelled = 16,
    Done = Succeeded | Failed | Cancelled,
    All = Waiting | Running | Done,
}
