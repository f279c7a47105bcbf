using System.Buffers;

namespace Errand.Storage.Messages;

/// <summary>How a run ended, to be recorded if its claim still holds.</summary>
internal sealed record FinishRequest
{
    public required TaskId Id { get; init; }

    public required int Attempt { get; init; }

    public required Disposition Disposition { get; init; }

    /// <summary>What was run, for those who count; null if that is not known.</summary>
    public TaskClaim? Claim { get; init; }

    /// <summary>How long the run took; null if that is not known.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>UTF-8 JSON; only with <see cref="Disposition.Succeeded"/>.</summary>
    public ReadOnlySequence<byte> Result { get; init; }

    /// <summary>Where the store keeps the result, if it is larger than <see cref="ResultParts.MaxInRow"/>. See
    /// <see cref="IRunStore.StorePartsAsync"/>.</summary>
    public BlobId? Blob { get; init; }

    /// <summary>What lists show of the result: UTF-8 JSON of at most <see cref="TaskLimits.MaxSummaryBytes"/>; empty if there is
    /// none.</summary>
    public ReadOnlyMemory<byte> Summary { get; init; }

    /// <summary>With <see cref="Disposition.Failed"/> and <see cref="Disposition.Retry"/>.</summary>
    public RunError? Error { get; init; }

    /// <summary>From the store's now to the next try; with <see cref="Disposition.Retry"/> and
    /// <see cref="Disposition.NoSuchType"/>.</summary>
    public TimeSpan RetryDelay { get; init; }
}
