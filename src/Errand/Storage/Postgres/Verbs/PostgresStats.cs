using System.Data;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Errand.Storage.Stats;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Writes down what processes counted and how full queues are, sums up what is old, and deletes the oldest.</summary>
internal sealed class PostgresStats(PostgresSource source)
{
    public Task<int> AddAsync(StatBatch batch) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.AddStats, [Of(batch.Nonce), Of(batch.Member), .. Columns(batch.Rows)]);
        return await command.ExecuteNonQueryAsync();
    });

    /// <returns>How many rows were summed up or deleted.</returns>
    public async Task<int> FoldAsync(int limit)
    {
        foreach ((short from, short to, TimeSpan after) in StatRules.Folds)
        {
            int folded = await FoldStatsAsync(from, to, after, limit) + await FoldDepthAsync(from, to, after, limit);
            if (folded > 0)
            {
                return folded;
            }
        }

        return await DeleteAsync(PostgresSql.DeleteStats, limit) + await DeleteAsync(PostgresSql.DeleteDepth, limit);
    }

    public async Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before)
    {
        List<(string Queue, int Ready, long? Oldest, bool IsWritten)> queues = await source.ReadAsync(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(PostgresSql.MeasureDepth);
                return await command.ListAsync(row => (
                    row.GetString("name"), row.GetInt32("ready"), row.IsDBNull("oldest_ms") ? null : (long?)row.GetInt64("oldest_ms"),
                    row.GetBoolean("is_written")));
            },
            CancellationToken.None);
        string[] names = [.. queues.Select(queue => queue.Queue)];
        (string Queue, int Ready, long? Oldest)[] rows =
        [
            .. queues.Where(queue => !queue.IsWritten).Select(queue => (queue.Queue, queue.Ready, queue.Oldest)),
            .. before.Except(names).Select(name => (name, 0, (long?)null)),
        ];
        if (rows.Length > 0)
        {
            await source.WriteAsync(async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(
                    PostgresSql.PutDepth, Of(Array.ConvertAll(rows, row => row.Queue)), Of(Array.ConvertAll(rows, row => row.Ready)),
                    Of(Array.ConvertAll(rows, row => row.Oldest)));
                return await command.ExecuteNonQueryAsync();
            });
        }

        return names;
    }

    /// <summary>Rows are found, summed up here, and then replaced by one statement: none if another process has summed up some of
    /// them.</summary>
    private async Task<int> FoldStatsAsync(short from, short to, TimeSpan after, int limit)
    {
        List<(StatRow Row, Guid Member)> found = await source.ReadAsync(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(PostgresSql.FindStats, Of(from), Of(after), Of((long)limit));
                return await command.ListAsync(row => (StatColumns.Read(new PostgresColumns(row)), row.GetGuid(StatColumns.Next)));
            },
            CancellationToken.None);
        if (found.Count == 0)
        {
            return 0;
        }

        IReadOnlyList<StatRow> sums = StatFold.Fold(found.Select(one => one.Row), to);
        await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.FoldStats,
                [
                    Of(from), Instants(found.Select(one => one.Row)), Of(found.ConvertAll(one => one.Member).ToArray()),
                    .. Keys([.. found.Select(one => one.Row)]), Of(to), Of(Guid.NewGuid()), Instants(sums), .. Columns(sums),
                ]);
            return await command.ListAsync(row => row.GetBoolean("is_mine"));
        });
        return found.Count;
    }

    private async Task<int> FoldDepthAsync(short from, short to, TimeSpan after, int limit) => (await source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.FoldDepth, Of(from), Of(to), Of(after), Of((long)limit));
        return await command.ListAsync(row => row.GetInt32("folded"));
    }))[0];

    private Task<int> DeleteAsync(string statement, int limit) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(statement, Of(StatRules.Kept), Of((long)limit));
        return await command.ExecuteNonQueryAsync();
    });

    private static NpgsqlParameter Instants(IEnumerable<StatRow> rows) => Of(rows.Select(row => row.At.ToUniversalTime()).ToArray());

    /// <summary>The columns type, queue and outcome.</summary>
    private static NpgsqlParameter[] Keys(IReadOnlyList<StatRow> rows) =>
    [
        Of(rows.Select(row => row.Type).ToArray()), Of(rows.Select(row => row.Queue).ToArray()),
        Of(rows.Select(row => (short)StatColumns.NumberOf(row.Outcome)).ToArray()),
    ];

    /// <summary>The columns from type to run.</summary>
    private static NpgsqlParameter[] Columns(IReadOnlyList<StatRow> rows) =>
    [
        .. Keys(rows), Of(rows.Select(row => row.Submitted).ToArray()), Of(rows.Select(row => row.Finished).ToArray()),
        Of(rows.Select(row => row.Wait?.ToBytes()).ToArray()), Of(rows.Select(row => row.Run?.ToBytes()).ToArray()),
    ];
}
