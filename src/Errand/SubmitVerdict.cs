namespace Errand;

/// <summary>What became of one submitted task. Whatever is <see cref="SubmitResult.Accepted"/> or <see cref="SubmitResult.Replayed"/> is
/// stored durably.</summary>
/// <param name="Result">Whether it was taken.</param>
/// <param name="Id">The stored task; for a replay the first one's. Default when refused.</param>
/// <param name="CreatedAt">When it was accepted, by the store's clock.</param>
/// <param name="ExpiresAt">When it will be deleted.</param>
/// <param name="RunAt">From when it may run, when that is ahead.</param>
/// <param name="IsHandedOver">It was given to the handler that had offered room, so nobody needs to claim it.</param>
internal readonly record struct SubmitVerdict(
    SubmitResult Result, TaskId Id = default, DateTimeOffset CreatedAt = default, DateTimeOffset ExpiresAt = default,
    DateTimeOffset? RunAt = null, bool IsHandedOver = false);
