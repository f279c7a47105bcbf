using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>The leader of a cluster dies, hands over or stands still, and another one takes its place.</summary>
/// <remarks>Takes many minutes and two more packages: run by <c>./test --failover</c> only.</remarks>
[Trait("Form", "long")]
public sealed class FailoverTests : SystemTest
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Nothing_accepted_is_lost_in_five_failovers_under_load()
    {
        await using PatroniTestedStore store = await PatroniTestedStore.CreateAsync();
        await using var run = new Run(store, Folder, (role, settings) => Launch(role, [AnyPort, .. settings]), Settings.Seed);
        using var probe = new SubmitProbe(new HistoryWriter(Folder.File("history"), "probe"));
        Failover[] failovers = [Failover.Kill, Failover.SwitchOver, Failover.Freeze, Failover.Kill, Failover.Freeze];

        await run.GoAsync([(Quiet, new FailoversInTurn(failovers, store.Cluster, probe, Report))], Quiet * 2);
        Verdict verdict = await run.JudgeAsync();

        string page = verdict.Render($"five failovers, seed {Settings.Seed}");
        Report(page);
        Assert.True(verdict.IsGood, page);
        Assert.Empty(probe.Oddities);
    }
}
