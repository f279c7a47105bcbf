using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Throughput;

/// <summary>Asks for the write lock of a file of SQLite again and again, and gives it back at once: so it learns how long others hold
/// it.</summary>
internal sealed class WriterProbe(string path)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <returns>How long it waited for the lock each time, in milliseconds.</returns>
    public async Task<Spread> RunAsync(Task other)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        sqlite3 handle = connection.Handle!;
        sqlite3_busy_timeout(handle, 0);
        var waits = new List<double>();
        while (!other.IsCompleted)
        {
            long start = Stopwatch.GetTimestamp();
            while (sqlite3_exec(handle, "BEGIN IMMEDIATE") == SQLITE_BUSY)
            {
                await Task.Delay(Step);
            }

            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            sqlite3_exec(handle, "ROLLBACK");
            await Task.Delay(Step);
        }

        return new Spread(waits);
    }
}
