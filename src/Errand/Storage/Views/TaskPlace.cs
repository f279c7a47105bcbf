namespace Errand.Storage.Views;

/// <summary>Where a task is. The numbers are those of the statement that finds it.</summary>
internal enum TaskPlace
{
    /// <summary>It can be claimed.</summary>
    Ready = 1,

    /// <summary>It waits for an instant.</summary>
    Later = 2,

    /// <summary>A handler holds it.</summary>
    Lease = 3,

    /// <summary>It is done.</summary>
    Outcome = 4,

    /// <summary>It waits for other tasks.</summary>
    Blocked = 5,
}
