namespace Errand;

/// <summary>How a run ended, to be written down if the claim still holds.</summary>
internal sealed record FinishRequest
{
    public required TaskId Id { get; init; }

    public required int Attempt { get; init; }

    public required Disposition Disposition { get; init; }

    /// <summary>UTF-8 JSON; only with <see cref="Disposition.Succeeded"/>.</summary>
    public ReadOnlyMemory<byte> Result { get; init; }

    /// <summary>With <see cref="Disposition.Failed"/> and <see cref="Disposition.Retry"/>.</summary>
    public RunError? Error { get; init; }

    /// <summary>From the store's now to the next try; with <see cref="Disposition.Retry"/> and
    /// <see cref="Disposition.NoSuchType"/>.</summary>
    public TimeSpan RetryDelay { get; init; }
}

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
