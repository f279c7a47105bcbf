namespace Errand.Storage.Sqlite.Writer;

/// <summary>When a write must be on the disk.</summary>
internal enum SyncTime
{
    /// <summary>Before readers can see it: its commit waits for the disk.</summary>
    AtCommit,

    /// <summary>Before its answer. Readers may see it a moment earlier.</summary>
    BeforeAnswer,

    /// <summary>Before its answer, which is not urgent: together with the next commit that waits for the disk, if that comes
    /// soon.</summary>
    WithTheNext,

    /// <summary>A moment after its answer: it survives a crash of this process, but perhaps not one of the machine, which then undoes
    /// it.</summary>
    Later,
}
