namespace Errand;

/// <summary>The run reported progress. At most one update a second.</summary>
/// <param name="Attempt">The run.</param>
/// <param name="Progress">How far it has come.</param>
public sealed record TaskProgressUpdate(int Attempt, TaskProgress Progress) : TaskUpdate;
