using System.Globalization;
using HistoryChecker;

namespace Torture;

/// <summary>A database file.</summary>
internal sealed class SqliteTestedStore(string path) : TestedStore
{
    private const string Misplaced = """
        SELECT t.id FROM task t WHERE (SELECT count(*) FROM ready WHERE id = t.id) + (SELECT count(*) FROM later WHERE id = t.id)
            + (SELECT count(*) FROM lease WHERE id = t.id) + (SELECT count(*) FROM outcome WHERE id = t.id) <> 1
        UNION ALL
        SELECT id FROM (SELECT id FROM ready UNION ALL SELECT id FROM later UNION ALL SELECT id FROM lease UNION ALL SELECT id FROM outcome) p
        WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.id = p.id)
        """;

    private readonly DatabaseFile _file = new(path);

    public override StoreKind Kind => StoreKind.Sqlite;

    public override string Url => $"sqlite:{path}";

    public override Task<long> CountUnfinishedAsync() => Task.FromResult(long.Parse(
        _file.Text("SELECT (SELECT count(*) FROM task) - (SELECT count(*) FROM outcome)"), CultureInfo.InvariantCulture));

    public override Task<IReadOnlyList<StoredTask>> TasksAsync() => Task.FromResult(_file.Tasks());

    public override Task<IReadOnlyList<long>> MisplacedAsync() => Task.FromResult<IReadOnlyList<long>>(
    [
        .. _file.Text($"SELECT group_concat(id) FROM ({Misplaced})").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => long.Parse(id, CultureInfo.InvariantCulture)),
    ]);

    public override Task HealAsync() => Task.CompletedTask;

    public override Task<IReadOnlyList<string>> ComplaintsAsync() =>
        Task.FromResult<IReadOnlyList<string>>(_file.Text("PRAGMA integrity_check") is var said && said == "ok" ? [] : [said]);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
