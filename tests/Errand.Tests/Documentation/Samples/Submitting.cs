using Errand;
using Npgsql;

namespace DocumentationSamples;

internal static class Submitting
{
    public static async Task SubmitAsync(ITaskClient tasks, CancellationToken cancel)
    {
        #region submitting
        TaskId id = await tasks.SubmitAsync("report", new { year = 2026 }, new SubmitOptions
        {
            Delay = TimeSpan.FromHours(1),
            Tags = ["yearly"],
            IdempotencyKey = "report-2026",
        }, cancel);
        TaskView? task = await tasks.WaitAsync(id, cancel);
        string? file = task?.Result?.GetString();
        #endregion
        Console.WriteLine(file);
    }

    public static async Task SubmitWithinAsync(NpgsqlDataSource database, ITaskClient tasks, int number, CancellationToken cancel)
    {
        #region transaction
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancel);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancel);
        await using var insert = new NpgsqlCommand("INSERT INTO invoice (number) VALUES ($1)", connection, transaction)
        {
            Parameters = { new() { Value = number } },
        };
        await insert.ExecuteNonQueryAsync(cancel);
        TaskId id = await tasks.SubmitAsync("send-invoice", new { number }, null, transaction, cancel);
        await transaction.CommitAsync(cancel);
        #endregion
        Console.WriteLine(id);
    }
}
