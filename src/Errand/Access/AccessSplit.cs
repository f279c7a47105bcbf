namespace Errand.Access;

/// <summary>Which of several tasks somebody may do something with.</summary>
/// <param name="Allowed">Those. The rest is refused, or unknown as far as the caller may know.</param>
/// <param name="Refused">How many others the caller may see.</param>
internal readonly record struct AccessSplit(IReadOnlyList<TaskId> Allowed, int Refused);
