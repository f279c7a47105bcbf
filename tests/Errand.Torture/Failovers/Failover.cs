using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>One way to lose the leader, and to get the node back.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Begin">Takes the leader away from the cluster.</param>
/// <param name="End">Gives the node back when another one leads.</param>
internal sealed record Failover(string Name, Func<PatroniCluster, PatroniNode, Task> Begin, Action<PatroniNode> End)
{
    /// <summary>As when the machine loses its power.</summary>
    public static readonly Failover Kill = new("the leader killed", (_, leader) => Do(leader.Kill), leader => leader.Start());

    /// <summary>In order, as for the upgrade of a machine.</summary>
    public static readonly Failover SwitchOver = new("a switchover", (cluster, _) => cluster.SwitchOverAsync(), _ => { });

    /// <summary>The old leader wakes up later, and knows nothing of the new one.</summary>
    public static readonly Failover Freeze = new("the leader frozen", (_, leader) => Do(leader.Freeze), leader => leader.Thaw());

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
