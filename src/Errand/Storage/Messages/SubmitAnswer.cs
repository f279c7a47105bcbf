namespace Errand.Storage.Messages;

/// <summary>What became of one submitted task. Whatever is <see cref="SubmitVerdict.Accepted"/> or <see cref="SubmitVerdict.Replayed"/> is
/// stored durably.</summary>
/// <param name="Verdict">Whether it was taken.</param>
/// <param name="Id">The stored task; for a replay the first one's. Default when refused.</param>
/// <param name="CreatedAt">When it was accepted, by the store's clock.</param>
/// <param name="ExpiresAt">When it will be deleted.</param>
/// <param name="RunAt">From when it may run, when that is ahead.</param>
/// <param name="IsClaimed">It was given to the handler that had reserved a slot, so nobody needs to claim it.</param>
internal readonly record struct SubmitAnswer(
    SubmitVerdict Verdict, TaskId Id = default, DateTimeOffset CreatedAt = default, DateTimeOffset ExpiresAt = default,
    DateTimeOffset? RunAt = null, bool IsClaimed = false);
