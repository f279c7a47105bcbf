namespace Throughput;

/// <summary>What was submitted to a store.</summary>
/// <param name="Commits">Commits of submissions; each stored one batch.</param>
/// <param name="Tasks">Of all these batches.</param>
internal sealed record CommitCount(long Commits, long Tasks)
{
    public double PerCommit => (double)Tasks / Commits;

    public static CommitCount operator +(CommitCount one, CommitCount other) => new(one.Commits + other.Commits, one.Tasks + other.Tasks);

    public static CommitCount operator -(CommitCount one, CommitCount other) => new(one.Commits - other.Commits, one.Tasks - other.Tasks);
}
