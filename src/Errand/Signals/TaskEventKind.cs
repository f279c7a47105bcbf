namespace Errand.Signals;

internal enum TaskEventKind
{
    /// <summary>It can be claimed: submitted, handed back, or to run again after its outcome was taken back.</summary>
    Ready,

    /// <summary>It waits for an instant: submitted for later, or to be tried again.</summary>
    Scheduled,

    /// <summary>A run began.</summary>
    Started,

    /// <summary>A run reported progress or log lines.</summary>
    Reported,

    /// <summary>A running task was cancelled: its handler must tell it.</summary>
    CancelRequested,

    /// <summary>It is done, or was deleted.</summary>
    Done,

    /// <summary>Its expiry was moved.</summary>
    Kept,
}
