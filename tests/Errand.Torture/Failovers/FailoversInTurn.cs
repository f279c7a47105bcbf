using System.Diagnostics;
using System.Globalization;
using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>One failover after the other, each when the cluster has recovered from the one before and work goes on.</summary>
/// <param name="Failovers">In this order.</param>
/// <param name="Cluster">Whose leader changes.</param>
/// <param name="Probe">Submits, and measures how long nothing is accepted.</param>
/// <param name="Report">Told what was seen.</param>
internal sealed record FailoversInTurn(
    IReadOnlyList<Failover> Failovers, PatroniCluster Cluster, SubmitProbe Probe, Action<string> Report) : Fault
{
    public override async Task RunAsync(Field field)
    {
        foreach (Failover failover in Failovers)
        {
            await Cluster.SettledAsync();
            await field.DisturbAsync(failover.Name, () => RunAsync(failover, field.Fleet));
        }
    }

    private async Task RunAsync(Failover failover, Fleet fleet)
    {
        PatroniNode before = await Cluster.LeaderAsync();
        using var enough = new CancellationTokenSource();
        Task<TimeSpan> probe = Probe.LongestPauseAsync(fleet, enough.Token);
        long start = Stopwatch.GetTimestamp();
        await failover.Begin(Cluster, before);
        PatroniNode leader = await Cluster.NextLeaderAsync(before);
        TimeSpan led = Stopwatch.GetElapsedTime(start);
        failover.End(before);
        await Cluster.SettledAsync();
        await enough.CancelAsync();
        TimeSpan pause = await probe;

        Report(string.Create(
            CultureInfo.InvariantCulture,
            $"{failover.Name}: {leader.Name} leads after {led.TotalSeconds:0.0} s; no submit was accepted for {pause.TotalSeconds:0.0} s"));
    }
}
