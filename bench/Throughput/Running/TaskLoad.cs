namespace Throughput;

/// <summary>What wrk sends: one task, again and again.</summary>
/// <param name="TaskType">One that is served.</param>
/// <param name="Args">As JSON without a single quote.</param>
/// <param name="Connections">Each with one request under way.</param>
/// <param name="Patience">An answer that takes longer fails the run.</param>
internal sealed record TaskLoad(string TaskType, string Args, int Connections, TimeSpan Patience)
{
    /// <summary>Of 54 bytes.</summary>
    public static TaskLoad Noop { get; } = new(
        Served.TaskType, """{"number":12345,"text":"as long as the arguments are"}""", 64, TimeSpan.FromSeconds(2));
}
