namespace Errand.Storage.Messages;

/// <summary>Tasks that became due and can be claimed now.</summary>
/// <param name="Count">How many tasks.</param>
/// <param name="Queues">The queues that they went to.</param>
/// <param name="More">The limit was reached: ask again at once.</param>
internal sealed record PromoteAnswer(int Count, IReadOnlyList<string> Queues, bool More);
