namespace Throughput;

/// <summary>A task server of Node.js: bench/Peers has a script of its name, with its settings.</summary>
internal sealed class NodeQueue(string name, PostgresDatabase database)
    : PeerQueue("node", [Path.Combine(NodePackages.Folder, $"{name}.mjs")], database.Url)
{
    public override string Name => $"{name} {NodePackages.VersionOf(name)}";
}
