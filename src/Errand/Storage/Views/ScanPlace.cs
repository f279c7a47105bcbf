namespace Errand.Storage.Views;

/// <summary>Where a scan looks for tasks: in a narrow place it looks at fewer. The order is always the same.</summary>
internal enum ScanPlace
{
    /// <summary>All tasks.</summary>
    Anywhere,

    /// <summary>Tasks that are done, however they ended.</summary>
    Done,

    /// <summary>Tasks that failed.</summary>
    Failed,

    /// <summary>Tasks that were cancelled.</summary>
    Cancelled,

    /// <summary>Tasks that wait.</summary>
    Waiting,

    /// <summary>Tasks that run.</summary>
    Running,

    /// <summary>Tasks of one owner.</summary>
    Owned,
}
