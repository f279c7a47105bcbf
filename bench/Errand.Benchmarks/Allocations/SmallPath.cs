namespace Errand.Benchmarks;

/// <summary>One path whose allocations are counted.</summary>
/// <param name="Name">One of <see cref="PathName"/>.</param>
/// <param name="RunAsync">Does it once.</param>
internal sealed record SmallPath(string Name, Func<Task> RunAsync);
