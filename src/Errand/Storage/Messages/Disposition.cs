namespace Errand.Storage.Messages;

/// <summary>What a handler asks the store to do with a task. The numbers are part of the protocol.</summary>
internal enum Disposition
{
    Succeeded = 1,

    /// <summary>Failed; another try is useless.</summary>
    Failed = 2,

    /// <summary>Failed; try again while tries are left.</summary>
    Retry = 3,

    /// <summary>Stopped through no fault of its own: it goes back to the queue and gets its try back.</summary>
    HandBack = 4,

    /// <summary>This program does not know the type: it waits for another handler and gets its try back.</summary>
    NoSuchType = 5,
}
