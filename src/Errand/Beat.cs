namespace Errand;

/// <summary>A handler's or janitor's sign of life.</summary>
/// <param name="Handler">Who beats.</param>
/// <param name="Lease">How long from the store's now it counts as alive.</param>
/// <param name="Runs">What it says it runs.</param>
internal sealed record Beat(HandlerId Handler, TimeSpan Lease, IReadOnlyList<RunKey> Runs);

/// <summary>One run of one task: the fence.</summary>
internal readonly record struct RunKey(TaskId Id, int Attempt);

/// <summary>What the store says to a beat.</summary>
/// <param name="Fenced">It was declared dead: everything it ran belongs to others, and it must start anew under a new id.</param>
/// <param name="Cancelled">Runs that must be told to stop.</param>
/// <param name="Lost">Runs whose claim is gone: taken over, or finished while this beat was on its way.</param>
internal sealed record BeatAnswer(bool Fenced, IReadOnlyList<RunKey> Cancelled, IReadOnlyList<RunKey> Lost);
