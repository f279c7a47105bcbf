namespace Errand.Storage.Control;

/// <summary>What a cancel did.</summary>
internal enum CancelVerdict
{
    /// <summary>No such task, or it has expired.</summary>
    Unknown,

    /// <summary>It was waiting, and is done now.</summary>
    Done,

    /// <summary>It is running, and its handler will be asked to stop it.</summary>
    Signalled,

    /// <summary>It was already done; nothing changed.</summary>
    AlreadyDone,
}
