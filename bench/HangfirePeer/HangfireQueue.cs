using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace HangfirePeer;

/// <summary>Hangfire on PostgreSQL with the settings that make it fast.</summary>
internal sealed class HangfireQueue
{
    /// <summary>Hangfire submits one job at a time; so many threads do.</summary>
    private const int Submitters = 16;

    /// <summary>Twice what Hangfire takes by itself on two processors, which did no worse.</summary>
    private const int Workers = 20;

    /// <summary>Of both: a job is on the queue until it has succeeded or failed.</summary>
    private const string AnyLeft = "SELECT EXISTS (SELECT FROM hangfire.jobqueue)";

    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlStorage _storage;
    private readonly BackgroundJobClient _client;

    /// <param name="connectionString">As Npgsql reads it.</param>
    public HangfireQueue(string connectionString)
    {
        _source = NpgsqlDataSource.Create(connectionString);
        var options = new PostgreSqlStorageOptions
        {
            // A worker that finds nothing looks again so soon, and the notification of a submit wakes it sooner.
            QueuePollInterval = TimeSpan.FromMilliseconds(50),
            EnableLongPolling = true,
            UseSlidingInvisibilityTimeout = true,
        };
        _storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
        _client = new BackgroundJobClient(_storage);
    }

    public void Fill(int count) => Parallel.For(
        0,
        count,
        new ParallelOptions { MaxDegreeOfParallelism = Submitters },
        _ => _client.Enqueue(() => Noop.Run(12345, "as long as the arguments are")));

    public BackgroundJobServer StartServer() => new(new BackgroundJobServerOptions { WorkerCount = Workers }, _storage);

    /// <summary>Returns when every job is done.</summary>
    public async Task DrainedAsync()
    {
        await using NpgsqlCommand left = _source.CreateCommand(AnyLeft);
        while (await left.ExecuteScalarAsync() is true)
        {
            await Task.Delay(20);
        }
    }
}
