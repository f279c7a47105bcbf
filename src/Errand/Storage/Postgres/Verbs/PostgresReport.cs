using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Stores progress and log lines of runs whose claim still holds.</summary>
internal static class PostgresReport
{
    public static Task<int> RunAsync(PostgresSource source, IReadOnlyList<ReportRequest> batch)
    {
        // One row per run: a statement updates each row once, with an arbitrary one of two values.
        var runs = batch.GroupBy(report => report.Run).Select(reports => reports.Aggregate(Together)).ToList();
        var lines = runs.SelectMany(run => run.Lines.Select(line => (run.Run, Line: line))).ToList();
        return source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.Report,
                Runs(runs.Select(run => run.Run)),
                Attempts(runs.Select(run => run.Run)),
                Of(runs.ConvertAll(run => run.Progress).ToArray()),
                Texts([.. runs.Select(run => ToText(run.Message))]),
                Runs(lines.Select(line => line.Run)),
                Attempts(lines.Select(line => line.Run)),
                Of(lines.ConvertAll(line => line.Line.Number).ToArray()),
                Of(lines.ConvertAll(line => line.Line.At.ToUniversalTime()).ToArray()),
                Of(lines.ConvertAll(line => (short)line.Line.Level).ToArray()),
                Texts([.. lines.Select(line => ToText(line.Line.Message))]));
            return await command.ExecuteNonQueryAsync();
        });
    }

    /// <summary>The later one wins; a message belongs to its progress.</summary>
    private static ReportRequest Together(ReportRequest earlier, ReportRequest later) => new(
        later.Run,
        later.Progress ?? earlier.Progress,
        later.Progress is null ? later.Message ?? earlier.Message : later.Message,
        [.. earlier.Lines, .. later.Lines]);
}
