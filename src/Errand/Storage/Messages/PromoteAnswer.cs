namespace Errand.Storage.Messages;

/// <summary>What became due and may be claimed now.</summary>
/// <param name="Count">How many tasks.</param>
/// <param name="Queues">The queues that they went to.</param>
/// <param name="More">The limit was reached: ask again at once.</param>
internal sealed record PromoteAnswer(int Count, IReadOnlyList<string> Queues, bool More);
