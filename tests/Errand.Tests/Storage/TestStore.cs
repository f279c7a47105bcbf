using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.Storage.Sqlite;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Tests.Storage;

/// <summary>An empty place for tasks, in a store of one kind, until the test is over.</summary>
internal abstract class TestStore : IAsyncDisposable
{
    public abstract StoreOptions Options { get; }

    /// <summary>As <c>DATABASE_URL</c> takes it.</summary>
    public abstract string Url { get; }

    public static async Task<TestStore> CreateAsync(StoreKind kind, TimeProvider time) => kind switch
    {
        StoreKind.Sqlite => new SqliteTestStore(time),
        _ => await PostgresTestStore.CreateAsync(time),
    };

    /// <summary>The store, as one more process opens it.</summary>
    public abstract WatchedStore Connect(ILoggerFactory loggers);

    /// <summary>A connection of a program that has its own tables next to the tasks.</summary>
    public abstract Task<DbConnection> ConnectAsync();

    /// <summary>Lets the connection find the tables that <see cref="RunAsync"/> makes.</summary>
    public virtual Task FindTablesAsync(DbConnection connection) => Task.CompletedTask;

    /// <summary>Changes what is stored, past every store.</summary>
    public abstract Task RunAsync(string sql);

    public abstract ValueTask DisposeAsync();

    private sealed class SqliteTestStore(TimeProvider time) : TestStore
    {
        private readonly SqliteFile _file = new();

        public override string Url => $"sqlite:{_file.Path}";

        public override SqliteStoreOptions Options => new() { Path = _file.Path, Durable = false };

        public override WatchedStore Connect(ILoggerFactory loggers) =>
            new(new SqliteTaskStore(Options, time, loggers.CreateLogger<SqliteTaskStore>()));

        public override Task<DbConnection> ConnectAsync() => Task.FromResult<DbConnection>(_file.Connect());

        public override Task RunAsync(string sql)
        {
            _file.Run(sql);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            _file.Dispose();
            return default;
        }
    }

    private sealed class PostgresTestStore(PostgresDatabase database, PostgresClock? clock) : TestStore
    {
        public override string Url => Options.ConnectionString;

        public override PostgresStoreOptions Options => new() { ConnectionString = clock?.ConnectionString ?? database.ConnectionString };

        public static async Task<PostgresTestStore> CreateAsync(TimeProvider time)
        {
            PostgresDatabase database = await TestPostgres.BorrowDatabaseAsync();
            return new PostgresTestStore(database, time == TimeProvider.System ? null : await PostgresClock.CreateAsync(database, time));
        }

        public override WatchedStore Connect(ILoggerFactory loggers) =>
            new(new PostgresTaskStore(Options, loggers.CreateLogger<PostgresTaskStore>()), clock is null ? null : clock.Set);

        public override async Task<DbConnection> ConnectAsync()
        {
            var connection = new NpgsqlConnection($"{Options.ConnectionString};Pooling=false");
            await connection.OpenAsync(Waiting.Stop);
            return connection;
        }

        public override async Task FindTablesAsync(DbConnection connection)
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SET search_path = errand";
            await command.ExecuteNonQueryAsync(Waiting.Stop);
        }

        public override async Task RunAsync(string sql)
        {
            await using NpgsqlConnection connection = await database.ConnectAsync();
            await using NpgsqlCommand command = new($"SET search_path = errand; {sql}", connection);
            await command.ExecuteNonQueryAsync(Waiting.Stop);
        }

        public override async ValueTask DisposeAsync()
        {
            await (clock?.DisposeAsync() ?? default);
            await database.DisposeAsync();
        }
    }
}
