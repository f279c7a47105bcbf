using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>The checker judges real stores: sound ones pass, and whoever takes a promise out of one is found out.</summary>
public sealed class RealStoreTests
{
    private const int Steps = 300;

    public static TheoryData<string> Stores => ["SQLite", "PostgreSQL"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_sound_store_keeps_every_promise(string store)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            (CheckReport report, IReadOnlyList<long> misplaced) = await PlayAsync(store, stage => new StageStore(stage), seed);
            Assert.True(report.IsGood, CheckReportMarkdown.Render(report, $"seed {seed}"));
            Assert.Empty(misplaced);
            Assert.NotEqual(0, report.Counts.HandBacks);
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public Task A_fence_that_is_off_is_found(string store) => FoundAsync(store, stage => new FenceOff(stage), "outcome-of-last-attempt");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task An_acknowledgement_before_the_commit_is_found(string store) =>
        FoundAsync(store, stage => new AcknowledgedBeforeCommit(stage), "accepted-is-stored");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task An_attempt_that_is_counted_down_is_found(string store) =>
        FoundAsync(store, stage => new AttemptCountedDown(stage), "attempt-runs-once");

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_filter_after_the_delete_is_found(string store)
    {
        (CheckReport report, IReadOnlyList<long> misplaced) = await PlayAsync(store, stage => new FilterAfterDelete(stage), seed: 1);
        Assert.Contains(report.Violations, violation => violation.Rule == "accepted-is-stored");
        Assert.NotEmpty(misplaced);
    }

    private static async Task FoundAsync(string store, Func<Stage, StageStore> bug, string rule)
    {
        (CheckReport report, _) = await PlayAsync(store, bug, seed: 1);
        Assert.Contains(report.Violations, violation => violation.Rule == rule);
    }

    private static async Task<(CheckReport Report, IReadOnlyList<long> Misplaced)> PlayAsync(
        string store, Func<Stage, StageStore> with, int seed)
    {
        await using Stage stage = await Stage.OpenAsync(store);
        CheckReport report = await new StoreDrama(stage, with(stage), seed).PlayAsync(Steps);
        return (report, await stage.MisplacedAsync());
    }
}
