using Errand.TestDatabases;
using Npgsql;

namespace Errand.Tests.Databases;

/// <summary>The servers that other tests rely on: what a test does to one must really happen.</summary>
public sealed class PostgresServerTests(PostgresServerTests.OwnServer own) : IClassFixture<PostgresServerTests.OwnServer>
{
    private readonly PostgresServer _server = own.Server;

    [Fact]
    public async Task What_was_committed_survives_every_kind_of_stop()
    {
        PostgresDatabase database = await _server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE kept (n int)");
        Func<Task>[] stops = [() => _server.StopAsync(), () => _server.StopAsync(StopMode.Immediate), _server.KillAsync];
        foreach (Func<Task> stop in stops)
        {
            await database.RunAsync("INSERT INTO kept VALUES (1)");
            await stop();
            await Assert.ThrowsAsync<NpgsqlException>(database.ConnectAsync);
            await _server.StartAsync();
        }

        Assert.Equal([3L], await database.ReadAsync<long>("SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task A_frozen_server_answers_when_it_is_thawed()
    {
        PostgresDatabase database = await _server.CreateDatabaseAsync();
        await using NpgsqlConnection connection = await database.ConnectAsync();
        await using NpgsqlCommand command = new("SELECT 1", connection);
        Assert.Contains(connection.ProcessID, _server.Processes.Backends);

        _server.Freeze();
        Task<object?> answer = command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        // A process that is in the middle of something stops a moment later.
        await UntilAsync(() => StateOf(connection.ProcessID) == 'T');
        Assert.False(answer.IsCompleted);
        _server.Thaw();

        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task A_backend_that_is_killed_cuts_every_connection_and_the_server_recovers()
    {
        PostgresDatabase database = await _server.CreateDatabaseAsync();
        await using NpgsqlConnection victim = await database.ConnectAsync();
        await using NpgsqlConnection other = await database.ConnectAsync();
        await using NpgsqlCommand wait = new("SELECT pg_sleep(600)", other);
        Task answer = wait.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        ServerProcesses.KillBackend(victim.ProcessID);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => answer);
        await _server.ReadyAsync();
        Assert.Equal(1, _server.CountInLog("was terminated by signal 9"));
    }

    [Fact]
    public async Task A_deadlock_is_found_and_counted_for_its_database()
    {
        PostgresDatabase database = await _server.CreateDatabaseAsync();
        PostgresDatabase other = await _server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE held (n int); INSERT INTO held VALUES (1), (2)");
        await using NpgsqlConnection first = await database.ConnectAsync();
        await using NpgsqlConnection second = await database.ConnectAsync();
        await RunAsync(first, "BEGIN; SELECT FROM held WHERE n = 1 FOR UPDATE");
        await RunAsync(second, "BEGIN; SELECT FROM held WHERE n = 2 FOR UPDATE");

        Task[] both = [RunAsync(first, "SELECT FROM held WHERE n = 2 FOR UPDATE"), RunAsync(
            second, "SELECT FROM held WHERE n = 1 FOR UPDATE")];
        PostgresException victim = await Assert.ThrowsAsync<PostgresException>(() => Task.WhenAll(both));

        Assert.Equal(PostgresErrorCodes.DeadlockDetected, victim.SqlState);
        Assert.Equal((1, 0), (_server.CountInLog("deadlock detected", database), _server.CountInLog("deadlock detected", other)));
    }

    [Fact]
    public async Task Databases_and_servers_do_not_meet()
    {
        await using PostgresServer other = await PostgresServer.StartNewAsync(new PostgresServerOptions());
        PostgresDatabase[] databases =
            [await _server.CreateDatabaseAsync(), await _server.CreateDatabaseAsync(), await other.CreateDatabaseAsync()];

        await Task.WhenAll(databases.Select(database => database.RunAsync("CREATE TABLE mine (n int)")));

        Assert.NotEqual(_server.Port, other.Port);
        await databases[0].DisposeAsync();
        Assert.Equal(databases[1].Name, Assert.Single(await databases[1].ReadAsync<string>("SELECT current_database()::text")));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private static char StateOf(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }

    public sealed class OwnServer : IAsyncLifetime
    {
        public PostgresServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await PostgresServer.StartNewAsync(new PostgresServerOptions());

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
