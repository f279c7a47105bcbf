namespace Errand;

/// <summary>A member of a result that its summary shows.</summary>
/// <param name="Pointer">Where it is in the result: a JSON Pointer (RFC 6901).</param>
/// <param name="Name">What it is called in the summary.</param>
/// <param name="Steps">The parts of the pointer, without escapes.</param>
internal sealed record SummaryMember(string Pointer, string Name, IReadOnlyList<string> Steps);
