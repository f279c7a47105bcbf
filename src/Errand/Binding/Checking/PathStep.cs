namespace Errand.Binding.Checking;

/// <summary>One step from a JSON value into it. Names that no signature fixes stay in the body until a fault asks for them.</summary>
/// <param name="Member">The name of a declared member.</param>
/// <param name="Start">Without a member: an array index, or where a name starts in the body.</param>
/// <param name="Length">The length of that name with its quotes; 0 for an array index.</param>
internal readonly record struct PathStep(string? Member, int Start = 0, int Length = 0);
