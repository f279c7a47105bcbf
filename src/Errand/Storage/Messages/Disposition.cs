namespace Errand.Storage.Messages;

/// <summary>What the handler wants to become of the task. The numbers are those of the protocol.</summary>
internal enum Disposition
{
    Succeeded = 1,

    /// <summary>Failed, and no further try is of use.</summary>
    Failed = 2,

    /// <summary>Failed; try again while tries are left.</summary>
    Retry = 3,

    /// <summary>Not run to its end, and not its fault: back to the queue, the try given back.</summary>
    HandBack = 4,

    /// <summary>This program does not know the type: later, perhaps elsewhere; the try given back.</summary>
    NoSuchType = 5,
}
