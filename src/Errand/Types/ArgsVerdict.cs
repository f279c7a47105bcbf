namespace Errand.Types;

/// <summary>What a check of sent arguments found: nothing, that the text is malformed, or every fault of well-formed text.</summary>
/// <param name="Malformed">Why the text is not valid JSON (bad syntax, bad UTF-8, a duplicate member, nested too deep), or
/// null.</param>
/// <param name="Faults">All that is wrong with well-formed text; empty when nothing is.</param>
internal readonly record struct ArgsVerdict(string? Malformed, IReadOnlyList<Fault> Faults)
{
    public static readonly ArgsVerdict Good = new(null, []);

    public bool IsGood => Malformed is null && Faults.Count == 0;
}
