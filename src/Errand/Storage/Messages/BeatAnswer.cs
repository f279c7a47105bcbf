namespace Errand.Storage.Messages;

/// <summary>What the store says to a beat.</summary>
/// <param name="Fenced">It was declared dead: everything it ran belongs to others, and it must start anew under a new id.</param>
/// <param name="Cancelled">Runs that must be told to stop.</param>
/// <param name="Lost">Runs whose claim is gone: taken over, or finished while this beat was on its way.</param>
internal sealed record BeatAnswer(bool Fenced, IReadOnlyList<RunKey> Cancelled, IReadOnlyList<RunKey> Lost);
