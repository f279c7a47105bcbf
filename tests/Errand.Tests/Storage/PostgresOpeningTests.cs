using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Errand.Tests.Storage;

/// <summary>Which failures of the first connection are for the operator to mend, and which go away by themselves.</summary>
public sealed class PostgresOpeningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_that_may_not_log_in_is_refused()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await database.RunAsync($"CREATE ROLE nobody_{database.Name}");
        Assert.Contains(
            "not permitted to log in", (await RefusedAsync(database, $"nobody_{database.Name}")).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", (await RefusedAsync(database, "stranger")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_without_the_right_to_create_the_schema_is_refused()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await database.RunAsync($"CREATE ROLE weak_{database.Name} LOGIN");
        Assert.Contains("permission denied", (await RefusedAsync(database, $"weak_{database.Name}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_with_the_rights_of_the_manual_will_do()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await database.RunAsync($"CREATE ROLE plain_{database.Name} LOGIN");
        await database.RunAsync($"GRANT CREATE ON DATABASE {database.Name} TO plain_{database.Name}");
        await using PostgresTaskStore store = NewStore(As(database, $"plain_{database.Name}"));
        await store.OpenAsync(Stop);
        Assert.NotNull(await store.CheckHealthAsync(Stop));
    }

    [Fact]
    public async Task A_schema_that_an_administrator_made_for_it_will_do()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await database.RunAsync($"CREATE ROLE guest_{database.Name} LOGIN");
        await database.RunAsync($"CREATE SCHEMA errand AUTHORIZATION guest_{database.Name}");
        await using PostgresTaskStore store = NewStore(As(database, $"guest_{database.Name}"));
        await store.OpenAsync(Stop);
        Assert.True((await store.CheckHealthAsync(Stop)).SchemaIsCurrent);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await using PostgresTaskStore store = NewStore(database.ConnectionString);
        await store.OpenAsync(Stop);
        await database.RunAsync("INSERT INTO errand.migration (version, at, script) VALUES (99, now(), '')");
        Assert.Contains("99", (await RefusedAsync(database, PostgresServer.User)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALTER TABLE errand.migration DROP COLUMN script")]
    [InlineData("UPDATE errand.migration SET script = 'another'")]
    public async Task A_schema_of_a_pre_release_version_is_refused_and_left_alone(string change)
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await using PostgresTaskStore store = NewStore(database.ConnectionString);
        await store.OpenAsync(Stop);
        await database.RunAsync(change);
        Assert.Equal(
            $"The schema errand of the database {database.Name} was made by an earlier pre-release version of this program, "
            + "and its tasks cannot be taken over; use another database, or drop the schema: DROP SCHEMA errand CASCADE.",
            (await RefusedAsync(database, PostgresServer.User)).Message);
        Assert.Equal([1], await database.ReadAsync<int>("SELECT version FROM errand.migration"));
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_is_waited_for_and_not_ready()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await SetReadOnlyAsync(database, "on");
        await using PostgresTaskStore store = NewStore(database.ConnectionString);
        StoreUnavailableException away = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.OpenAsync(Stop));
        Assert.Equal("This PostgreSQL server takes no writes.", away.Message);

        await SetReadOnlyAsync(database, "off");
        await using PostgresTaskStore second = NewStore(database.ConnectionString);
        await second.OpenAsync(Stop);
        Assert.True((await second.CheckHealthAsync(Stop)).AcceptsWrites);

        await SetReadOnlyAsync(database, "on");
        await using PostgresTaskStore third = NewStore(database.ConnectionString);
        Assert.False((await third.CheckHealthAsync(Stop)).AcceptsWrites);
    }

    [Fact]
    public async Task A_program_that_is_older_than_the_schema_is_not_ready()
    {
        await using PostgresDatabase database = await NewDatabaseAsync();
        await using PostgresTaskStore store = NewStore(database.ConnectionString);
        await store.OpenAsync(Stop);
        Assert.True((await store.CheckHealthAsync(Stop)).SchemaIsCurrent);
        await database.RunAsync("INSERT INTO errand.migration (version, at, script) VALUES (99, now(), '')");
        Assert.False((await store.CheckHealthAsync(Stop)).SchemaIsCurrent);
    }

    [Fact]
    public async Task A_server_that_is_away_is_unavailable_and_the_reason_is_told()
    {
        await using PostgresTaskStore store = NewStore($"Host=127.0.0.1;Port={FreePort.Find()};Username=me;Password=s3cret;Database=t");
        StoreUnavailableException away = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.OpenAsync(Stop));
        Assert.Contains("refused", away.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", away.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PostgresDatabase> NewDatabaseAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    private static Task SetReadOnlyAsync(PostgresDatabase database, string value) =>
        database.Server.Maintenance.RunAsync($"ALTER DATABASE {database.Name} SET default_transaction_read_only = {value}");

    private static async Task<StoreRefusedException> RefusedAsync(PostgresDatabase database, string user)
    {
        await using PostgresTaskStore store = NewStore(As(database, user));
        return await Assert.ThrowsAsync<StoreRefusedException>(() => store.OpenAsync(Stop));
    }

    private static string As(PostgresDatabase database, string user) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user }.ConnectionString;

    private static PostgresTaskStore NewStore(string connectionString) =>
        new(new PostgresStoreOptions { ConnectionString = connectionString }, NullLogger<PostgresTaskStore>.Instance);
}
