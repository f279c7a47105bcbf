namespace Throughput;

/// <summary>The runs of one statement in some time.</summary>
/// <param name="Text">How it begins, after its comments.</param>
/// <param name="Calls">How often it ran.</param>
/// <param name="Milliseconds">How long all its runs took together.</param>
internal sealed record StatementCount(string Text, long Calls, double Milliseconds);
