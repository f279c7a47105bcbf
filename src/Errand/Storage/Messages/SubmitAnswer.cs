namespace Errand.Storage.Messages;

/// <summary>What happened to one submitted task. A task that is <see cref="SubmitVerdict.Accepted"/> or
/// <see cref="SubmitVerdict.Replayed"/> is stored durably.</summary>
/// <param name="Verdict">Whether it was stored.</param>
/// <param name="Id">The stored task; for a replay, the first one. Default if refused.</param>
/// <param name="CreatedAt">When it was accepted, by the store's clock.</param>
/// <param name="ExpiresAt">When it will be deleted.</param>
/// <param name="RunAt">When it may run, if that is in the future.</param>
/// <param name="IsClaimed">It went to the handler that reserved a slot, so it does not have to be claimed.</param>
/// <param name="Trace">The span that submitted it, as <see cref="TraceText"/> has it; null if there is none. The store does not set it.</param>
internal readonly record struct SubmitAnswer(
    SubmitVerdict Verdict, TaskId Id = default, DateTimeOffset CreatedAt = default, DateTimeOffset ExpiresAt = default,
    DateTimeOffset? RunAt = null, bool IsClaimed = false, string? Trace = null);
