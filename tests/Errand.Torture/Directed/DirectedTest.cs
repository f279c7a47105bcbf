using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>One bad thing at a time, on the store that the test names.</summary>
public abstract class DirectedTest : SystemTest
{
    private readonly Lazy<HistoryWriter> _history;
    private TestedStore? _store;

    protected DirectedTest() => _history = new Lazy<HistoryWriter>(() => new HistoryWriter(HistoryFolder, "test"));

    private protected TestedStore Store => _store ?? throw new InvalidOperationException("The test has not said which store.");

    protected string HistoryFolder => Folder.File("history");

    private HistoryWriter History => _history.Value;

    protected async Task UseAsync(StoreKind kind) => _store = Own(await TestedStore.CreateAsync(kind, Folder));

    /// <summary>Starts a server on the test's store.</summary>
    protected Task<ServerProcess> StartOnStoreAsync(string role, params (string Name, string Value)[] settings) =>
        StartAsync(role, [("DATABASE_URL", Store.Url), ("TORTURE_HISTORY", HistoryFolder), .. settings]);

    /// <summary>One handler that runs it, and a janitor that would take it away.</summary>
    protected async Task<(TaskClient Client, ServerProcess[] All)> StartWatchedAsync()
    {
        ServerProcess[] all = await Task.WhenAll(
            StartOnStoreAsync("web"), StartOnStoreAsync("handler", ("HANDLER_CONCURRENCY", "4")), StartOnStoreAsync("janitor"));
        return (ClientOf(all[0]), all);
    }

    /// <summary>Submits a task whose every run stands in the history.</summary>
    protected async Task<SeenTask> SubmitRecordedAsync(TaskClient client, string key, int ms, string options = "", string type = "record")
    {
        History.Append(new SubmitSent("test", key));
        SeenTask task = await client.SubmitAsync(type, new { key, ms }, options);
        History.Append(new SubmitAccepted(task.Id, key));
        return task;
    }

    /// <summary>Waits until all is done, and holds all that was seen to every rule.</summary>
    private protected async Task<CheckReport> JudgeAsync(TimeSpan? limit = null)
    {
        await Patience.UntilAsync("all tasks to be done", Store.CountUnfinishedAsync, left => left == 0, limit);
        foreach (StoredTask task in await Store.TasksAsync())
        {
            History.Append(task);
        }

        Assert.Empty(await Store.MisplacedAsync());
        var report = CheckReport.Of(HistoryReader.Read(HistoryFolder));
        Assert.True(report.IsGood, CheckReportMarkdown.Render(report, GetType().Name));
        return report;
    }

    public override ValueTask DisposeAsync()
    {
        if (_history.IsValueCreated)
        {
            _history.Value.Dispose();
        }

        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    /// <summary>The starts that the tasks' functions wrote down.</summary>
    protected IReadOnlyList<RunStarted> Starts() =>
        [.. HistoryReader.Read(HistoryFolder).Events.Select(recorded => recorded.Event).OfType<RunStarted>()];
}
