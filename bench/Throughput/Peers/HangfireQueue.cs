using System.Reflection;

namespace Throughput;

/// <summary>Hangfire: bench/HangfirePeer, a program of its own, has its settings.</summary>
internal sealed class HangfireQueue(PostgresDatabase database) : PeerQueue(Path.Combine(Folder, Project), [], database.ConnectionString)
{
    private const string Project = "HangfirePeer";

    private static readonly string Bench = Path.Combine(Repository.Root, "bench");

    /// <summary>Built along with this program, in the same form.</summary>
    private static readonly string Folder = Path.Combine(
        Bench, Project, Path.GetRelativePath(Path.Combine(Bench, nameof(Throughput)), AppContext.BaseDirectory));

    public override string Name { get; } =
        $"Hangfire {AssemblyName.GetAssemblyName(Path.Combine(Folder, "Hangfire.Core.dll")).Version!.ToString(3)}";

    public override int Slowness => 40;
}
