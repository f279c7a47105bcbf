namespace Errand;

/// <summary>What a process does. Any mix; processes with different roles meet only in the store.</summary>
[Flags]
public enum ErrandRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Serves HTTP.</summary>
    Web = 1,

    /// <summary>Runs tasks.</summary>
    Handler = 2,

    /// <summary>Deletes expired tasks.</summary>
    Janitor = 4,

    /// <summary>Everything.</summary>
    All = Web | Handler | Janitor,
}
