using System.Globalization;

namespace Errand.Torture;

/// <summary>Whatever dies, whenever: nothing accepted is lost, no result is wrong.</summary>
public sealed class RandomFaultTests : SystemTest
{
    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Nothing_accepted_is_lost_and_no_result_is_wrong_whatever_dies(StoreKind kind)
    {
        IReadOnlyList<(TimeSpan At, Fault Fault)> plan = FaultPlan.Draw(Settings.Seed, kind, Settings.Length);
        Report($"{kind}, seed {Settings.Seed}; again by: {Settings.Replay(kind)}\n{FaultPlan.Print(plan)}");
        await using TestedStore store = await TestedStore.CreateAsync(kind, Folder, isDisturbed: true);
        await using var run = new Run(store, Folder, (role, settings) => Launch(role, [AnyPort, .. settings]), Settings.Seed);

        await run.GoAsync(plan, Settings.Length);
        Verdict verdict = await run.JudgeAsync();

        await PublishAsync(kind, verdict, run);
        Assert.True(verdict.IsGood, $"Seed {Settings.Seed}; again by: {Settings.Replay(kind)}\n{verdict.Render(Title(kind))}");
        Assert.NotEqual(0, verdict.Report.Counts.Kills);
    }

    private static string Title(StoreKind kind) => string.Create(
        CultureInfo.InvariantCulture, $"{kind}, {Settings.Length.TotalMinutes:0.#} minutes of faults, seed {Settings.Seed}");

    /// <summary>What went wrong must be found without the machine that it went wrong on.</summary>
    private async Task PublishAsync(StoreKind kind, Verdict verdict, Run run)
    {
        string page = verdict.Render(Title(kind));
        Report(page);
        if (Settings.Report is { } report)
        {
            await File.AppendAllTextAsync(report, page + "\n");
        }

        if (!verdict.IsGood)
        {
            DirectoryInfo evidence = Directory.CreateTempSubdirectory($"errand-torture-{Settings.NameOf(kind)}-{Settings.Seed}-");
            await File.WriteAllTextAsync(Path.Combine(evidence.FullName, "servers.log"), run.Fleet.Output);
            foreach (string file in Directory.EnumerateFiles(Folder.File("history")))
            {
                File.Copy(file, Path.Combine(evidence.FullName, Path.GetFileName(file)));
            }

            Report($"the history and the servers' logs: {evidence.FullName}");
        }
    }
}
