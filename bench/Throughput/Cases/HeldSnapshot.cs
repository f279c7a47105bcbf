using System.Globalization;
using Npgsql;

namespace Throughput;

/// <summary>A report holds a snapshot for minutes, so nothing claimed since can be vacuumed.</summary>
internal sealed class HeldSnapshot : BenchCase
{
    private const int PerSecond = 500;

    /// <summary>By the store's own clock, so that no other clock is compared with it.</summary>
    private const string Latencies = """
        SELECT extract(epoch FROM o.started_at - t.created_at) * 1000, extract(epoch FROM o.finished_at - t.created_at) * 1000
        FROM errand.task t JOIN errand.outcome o ON o.id = t.id
        WHERE t.created_at > now() - $1 * interval '1 s'
        """;

    public override string Name => "held-snapshot";

    public override string Title => "500 tasks/s while a REPEATABLE READ transaction is open";

    public override bool IsExtra => true;

    public override bool RunsOn(StoreName store) => store == StoreName.Postgres;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        PostgresDatabase database = installation.Database!;
        using var load = new SteadyLoad(servers[0].Address!, PerSecond);
        var minute = TimeSpan.FromSeconds(isQuick ? 15 : 60);
        // Until the code is compiled.
        await load.RunAsync(minute);

        List<Figure> figures = [.. await MeasureAsync("before", load, minute, database)];
        await using NpgsqlConnection holder = await database.ConnectAsync();
        await using NpgsqlTransaction snapshot = await holder.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using (NpgsqlCommand look = new("SELECT count(*) FROM errand.task", holder, snapshot))
        {
            await look.ExecuteScalarAsync();
        }

        for (int i = 1; i <= 5; i++)
        {
            figures.AddRange(await MeasureAsync(string.Create(CultureInfo.InvariantCulture, $"held, minute {i}"), load, minute, database));
        }

        await snapshot.RollbackAsync();
        figures.AddRange(await MeasureAsync("after", load, minute, database));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string when, SteadyLoad load, TimeSpan span, PostgresDatabase database)
    {
        StatementCounts counts = await StatementCounts.StartAsync(database);
        await load.RunAsync(span);
        // The last tasks are done by then; those of the first second are left out.
        await Task.Delay(TimeSpan.FromSeconds(1));
        (Spread claimed, Spread done) = await ReadAsync(database, span);
        var figures = new List<Figure>
        {
            new($"{when}: submit to claim", claimed.InMilliseconds()),
            new($"{when}: submit to done", done.InMilliseconds()),
        };
        figures.AddRange((await counts.ReadAsync()).Where(statement => statement.Milliseconds > span.TotalMilliseconds / 100).Select(
            statement => new Figure(
            $"{when}: `{statement.Text}`",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{statement.Milliseconds / statement.Calls:0.00} ms on average, {statement.Milliseconds / span.TotalMilliseconds:0.0%} of the time"))));
        return figures;
    }

    private static async Task<(Spread Claimed, Spread Done)> ReadAsync(PostgresDatabase database, TimeSpan span)
    {
        await using NpgsqlConnection connection = await database.ConnectAsync();
        await using NpgsqlCommand command =
            new(Latencies, connection) { Parameters = { new NpgsqlParameter { Value = span.TotalSeconds } } };
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        List<double> claimed = [], done = [];
        while (await row.ReadAsync())
        {
            claimed.Add((double)row.GetDecimal(0));
            done.Add((double)row.GetDecimal(1));
        }

        return (new Spread(claimed), new Spread(done));
    }
}
