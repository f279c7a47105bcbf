namespace Throughput;

/// <summary>One rate of one round.</summary>
/// <param name="What">One of the constants.</param>
/// <param name="PerSecond">Tasks.</param>
internal sealed record MeasuredRate(string What, double PerSecond)
{
    public const string Submitted = "submitted";
    public const string Through = "submitted, run and finished";
    public const string Drained = "drained";
}
