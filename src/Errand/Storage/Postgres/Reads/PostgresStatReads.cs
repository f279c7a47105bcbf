using System.Data;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Errand.Storage.Stats;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Reads;

/// <summary>The reads of what was counted, each one statement and one snapshot.</summary>
internal sealed class PostgresStatReads(PostgresSource source)
{
    public Task<T> SumAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums => source.ReadAsync(
        async connection =>
        {
            T sums = start();
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.ListStats, Of(from.ToUniversalTime()), Of(to.ToUniversalTime()));
            await command.ReadAsync(row => sums.Add(StatColumns.Read(new PostgresColumns(row))));
            return sums;
        },
        cancellationToken);

    public Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken) => source.ReadAsync(
        async connection =>
        {
            var sums = new FinishedSums();
            await using NpgsqlCommand command = connection.Statement(PostgresSql.SumFinished);
            await command.ReadAsync(row => sums.Add(new PostgresColumns(row)));
            return sums.ToCounts();
        },
        cancellationToken);

    public Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        source.ReadAsync<IReadOnlyList<DepthRow>>(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(
                    PostgresSql.ListDepth, Of(from.ToUniversalTime()), Of(to.ToUniversalTime()), Of(step));
                return await command.ListAsync(row => new DepthRow(
                    row.GetInstant("at"), row.GetString("queue"), row.GetInt32("ready"),
                    row.IsDBNull("oldest_ms") ? null : TimeSpan.FromMilliseconds(row.GetInt64("oldest_ms"))));
            },
            cancellationToken);

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => source.ReadAsync(
        async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.CountTasks);
            return (await command.ListAsync(row => CountColumns.Read(row.GetInstant("at"), new PostgresColumns(row), 1)))[0];
        },
        cancellationToken);

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) =>
        source.ReadAsync<IReadOnlyList<TypeCount>>(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(PostgresSql.CountTypes);
                return await command.ListAsync(row => new TypeCount(
                    row.GetString("type"), row.GetInt32("waiting"), row.GetInt32("running")));
            },
            cancellationToken);
}
