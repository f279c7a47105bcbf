using HistoryChecker;

namespace Torture;

/// <summary>One bad thing at a time, on the store that the test names.</summary>
public abstract class DirectedTest : SystemTest
{
    private TestedStore? _store;

    private protected TestedStore Store => _store ?? throw new InvalidOperationException("The test has not said which store.");

    protected string HistoryFolder => Folder.File("history");

    protected async Task UseAsync(StoreKind kind) => _store = Own(await TestedStore.CreateAsync(kind, Folder));

    /// <summary>Starts a server on the test's store.</summary>
    protected Task<ServerProcess> StartOnStoreAsync(string role, params (string Name, string Value)[] settings) =>
        StartAsync(role, [("DATABASE_URL", Store.Url), ("TORTURE_HISTORY", HistoryFolder), .. settings]);

    /// <summary>Waits until all is done, and holds all that was seen to every rule.</summary>
    private protected async Task<CheckReport> JudgeAsync(TimeSpan? limit = null)
    {
        await Patience.UntilAsync("all tasks to be done", Store.CountUnfinishedAsync, left => left == 0, limit);
        using (var history = new HistoryWriter(HistoryFolder, "dump"))
        {
            foreach (StoredTask task in await Store.TasksAsync())
            {
                history.Append(task);
            }
        }

        Assert.Empty(await Store.MisplacedAsync());
        var report = CheckReport.Of(HistoryReader.Read(HistoryFolder));
        Assert.True(report.IsGood, CheckReportMarkdown.Render(report, GetType().Name));
        return report;
    }

    /// <summary>The starts that the tasks' functions wrote down.</summary>
    protected IReadOnlyList<RunStarted> Starts() =>
        [.. HistoryReader.Read(HistoryFolder).Events.Select(recorded => recorded.Event).OfType<RunStarted>()];
}
