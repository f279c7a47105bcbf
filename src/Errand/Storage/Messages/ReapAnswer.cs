using Errand.Storage.Stats;

namespace Errand.Storage.Messages;

/// <summary>What was taken from dead handlers.</summary>
/// <param name="Dead">Handlers declared dead now.</param>
/// <param name="Taken">The type of each task that was taken: it will be tried again, or has ended.</param>
/// <param name="Queues">The queues that they went back to.</param>
/// <param name="Ended">Tasks that ended, because no try was left or they were cancelled.</param>
/// <param name="More">The limit was reached: ask again at once.</param>
internal sealed record ReapAnswer(
    IReadOnlyList<MemberId> Dead, IReadOnlyList<string> Taken, IReadOnlyList<string> Queues, IReadOnlyList<EndedTask> Ended, bool More)
{
    /// <summary>How many tasks will be tried again.</summary>
    public int Requeued => Taken.Count - Ended.Count;
}
