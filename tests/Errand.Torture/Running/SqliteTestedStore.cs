using System.Globalization;
using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>A database file.</summary>
internal sealed class SqliteTestedStore(string path) : TestedStore
{
    private readonly DatabaseFile _file = new(path);

    public override StoreKind Kind => StoreKind.Sqlite;

    public override string Url => $"sqlite:{path}";

    public override Task<long> CountUnfinishedAsync() => Task.FromResult(long.Parse(
        _file.Text("SELECT (SELECT count(*) FROM task) - (SELECT count(*) FROM outcome)"), CultureInfo.InvariantCulture));

    public override Task<IReadOnlyList<StoredTask>> TasksAsync() => Task.FromResult(_file.Tasks());

    public override Task<IReadOnlyList<long>> MisplacedAsync() => Task.FromResult(_file.Misplaced());

    public override Task HealAsync() => Task.CompletedTask;

    public override Task<IReadOnlyList<string>> ComplaintsAsync() =>
        Task.FromResult<IReadOnlyList<string>>(_file.Text("PRAGMA integrity_check") is var said && said == "ok" ? [] : [said]);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
