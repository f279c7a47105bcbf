namespace Errand;

/// <summary>The list of problems shows something else now.</summary>
public sealed record ProblemsHint : ChangeHint;
