using Errand.Storage.Stats;

namespace Errand.Storage.Messages;

/// <summary>What was taken from dead handlers.</summary>
/// <param name="Dead">Handlers declared dead now.</param>
/// <param name="Requeued">How many tasks will be tried again.</param>
/// <param name="Queues">The queues that they went back to.</param>
/// <param name="Ended">Tasks that ended, because no try was left or they were cancelled.</param>
/// <param name="More">The limit was reached: ask again at once.</param>
internal sealed record ReapAnswer(
    IReadOnlyList<MemberId> Dead, int Requeued, IReadOnlyList<string> Queues, IReadOnlyList<EndedTask> Ended, bool More);
