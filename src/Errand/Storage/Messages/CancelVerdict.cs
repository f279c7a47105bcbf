namespace Errand.Storage.Messages;

/// <summary>What a cancel did.</summary>
internal enum CancelVerdict
{
    /// <summary>No such task, or it has expired.</summary>
    Unknown,

    /// <summary>It waited, and is done now.</summary>
    Done,

    /// <summary>It runs, and its handler will be told.</summary>
    Signalled,

    /// <summary>It was done already; nothing changed.</summary>
    AlreadyDone,
}
