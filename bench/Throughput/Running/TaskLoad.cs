namespace Throughput;

/// <summary>What wrk sends: one task, again and again.</summary>
/// <param name="TaskType">A task type of the server.</param>
/// <param name="Args">As JSON without a single quote.</param>
/// <param name="Connections">How many connections; each has one request in flight.</param>
/// <param name="Patience">An answer that takes longer fails the run.</param>
internal sealed record TaskLoad(string TaskType, string Args, int Connections, TimeSpan Patience)
{
    /// <summary>Of 54 bytes.</summary>
    public static TaskLoad Noop { get; } = new(
        Served.TaskType, """{"number":12345,"text":"as long as the arguments are"}""", 64, TimeSpan.FromSeconds(2));
}
