using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Sqlite;
using Errand.Storage.Sqlite.Statements;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

public sealed class SqliteConformance : TaskStoreConformance
{
    public const string Misplaced = """
        WITH place AS (
            SELECT id FROM ready UNION ALL SELECT id FROM later UNION ALL SELECT id FROM blocked UNION ALL SELECT id FROM lease
            UNION ALL SELECT id FROM outcome)
        SELECT t.id FROM task t LEFT JOIN (SELECT id, count(*) AS places FROM place GROUP BY id) p ON p.id = t.id
        WHERE coalesce(p.places, 0) <> 1
        UNION ALL
        SELECT id FROM place WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.id = place.id)
        """;

    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    private protected override ITaskStore Create(TimeProvider time) =>
        new SqliteTaskStore(new SqliteStoreOptions { Path = _file.Path, Durable = false }, time, NullLogger<SqliteTaskStore>.Instance);

    private protected override Task<DbConnection> ConnectAsync() => Task.FromResult<DbConnection>(_file.Connect());

    private protected override Task<IReadOnlyList<long>> FindMisplacedAsync() => Task.FromResult(_file.Numbers(Misplaced));

    private protected override Task<long> CountRowsAsync() => Task.FromResult(_file.Numbers("""
        SELECT (SELECT count(*) FROM task) + (SELECT count(*) FROM ready) + (SELECT count(*) FROM later) + (SELECT count(*) FROM blocked) + (SELECT count(*) FROM lease)
            + (SELECT count(*) FROM outcome) + (SELECT count(*) FROM attempt_log) + (SELECT count(*) FROM task_log)
            + (SELECT count(*) FROM idem) + (SELECT count(*) FROM receipt) + (SELECT count(*) FROM kept)
            + (SELECT count(*) FROM blob) + (SELECT count(*) FROM blob_part)
        """)[0]);

    private protected override Task<IReadOnlyList<string>> FindUniqueKeysAsync() => Task.FromResult(_file.Texts("""
        SELECT t.name || '.' || (SELECT name FROM pragma_index_info(i.name) WHERE seqno = 0)
        FROM sqlite_schema t CROSS JOIN pragma_index_list(t.name) i WHERE t.type = 'table' AND i."unique" = 1
        UNION ALL
        SELECT t.name || '.' || c.name FROM sqlite_schema t CROSS JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.pk = 1
        """));

    private protected override Task<long> CountForeignKeysAsync() => Task.FromResult(_file.Numbers(
        "SELECT count(*) FROM sqlite_schema t CROSS JOIN pragma_foreign_key_list(t.name)")[0]);

    private protected override Task RunAsync(string sql)
    {
        _file.Run(sql);
        return Task.CompletedTask;
    }

    private protected override Task PauseAsync(string queue, bool paused)
    {
        _file.Run($"UPDATE queue SET paused = {(paused ? 1 : 0)} WHERE name = '{queue}'");
        return Task.CompletedTask;
    }

    private protected override Task ForgetHandlerAsync(MemberId handler)
    {
        _file.Run($"DELETE FROM handler WHERE id = x'{Convert.ToHexString(handler.ToBlob())}'");
        return Task.CompletedTask;
    }
}
