using System.Globalization;

namespace Throughput;

/// <summary>Delays each batch before it is stored.</summary>
internal sealed class SlowPostgres : SlowStore
{
    private readonly PostgresDatabase _database;

    private SlowPostgres(PostgresDatabase database) => _database = database;

    public static async Task<SlowPostgres> StartAsync(PostgresDatabase database)
    {
        await database.RunAsync(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE FUNCTION public.sleep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep({Delay.TotalSeconds}); RETURN NULL; END';
            CREATE TRIGGER sleep BEFORE INSERT ON errand.receipt FOR EACH STATEMENT EXECUTE FUNCTION public.sleep();
            """));
        return new SlowPostgres(database);
    }

    public override async ValueTask DisposeAsync() =>
        await _database.RunAsync("DROP TRIGGER sleep ON errand.receipt; DROP FUNCTION public.sleep()");
}
