namespace Errand.Storage.Sqlite.Writer;

/// <summary>When a write must be on the disk.</summary>
internal enum SyncTime
{
    /// <summary>Before anybody can see it: its commit waits for the disk.</summary>
    AtCommit,

    /// <summary>Before its answer. Readers may see it a moment earlier.</summary>
    BeforeAnswer,

    /// <summary>Before its answer, for which nobody waits just now: with the next commit that waits for the disk, if that comes in a
    /// moment.</summary>
    WithTheNext,

    /// <summary>A moment after its answer: it survives every end of this process, but perhaps not the machine's. Then it never
    /// happened.</summary>
    Later,
}
