namespace Errand.Storage.Messages;

/// <summary>What the store answers to a beat.</summary>
/// <param name="IsDead">It was declared dead: its runs belong to others, and it must start again under a new id.</param>
/// <param name="Cancelled">Runs that must stop.</param>
/// <param name="Lost">Runs whose claim is gone: taken over, or finished while this beat was on its way.</param>
internal sealed record BeatAnswer(bool IsDead, IReadOnlyList<RunKey> Cancelled, IReadOnlyList<RunKey> Lost);
