using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace HangfirePeer;

/// <summary>Hangfire on PostgreSQL with the settings that make it fast.</summary>
internal sealed class HangfireQueue
{
    /// <summary>Hangfire submits one job at a time; this is the number of threads that do so.</summary>
    private const int Submitters = 16;

    /// <summary>As many as Hangfire's default on a larger machine.</summary>
    private const int Workers = 20;

    /// <summary>A job is in the queue until it is done, waiting or running.</summary>
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
            QueuePollInterval = TimeSpan.FromMilliseconds(50),
            // Not EnableLongPolling: each fetch would open a connection to listen on, and a worker sometimes waits forever for its end.
            UseSlidingInvisibilityTimeout = true,
        };
        _storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
        _client = new BackgroundJobClient(_storage);
    }

    public Task FillAsync(int count)
    {
        int left = count;
        // Separate threads: the pool starts with one per processor and adds one or two per second.
        return Task.WhenAll(Enumerable.Range(0, Submitters).Select(_ => Task.Factory.StartNew(
            SubmitUntilNoneIsLeft, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        void SubmitUntilNoneIsLeft()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                _client.Enqueue(() => Noop.Run(12345, "as long as the arguments are"));
            }
        }
    }

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
