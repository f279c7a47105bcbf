namespace Errand.Access;

/// <summary>What somebody wants to do with a task.</summary>
internal enum TaskNeed
{
    /// <summary>Look at it.</summary>
    Read,

    /// <summary>Cancel, keep or delete it.</summary>
    Act,

    /// <summary>Have it run again, which is as much as to submit it.</summary>
    Submit,
}
