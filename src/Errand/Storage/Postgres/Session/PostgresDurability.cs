using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>Checks whether the server keeps what it confirms.</summary>
internal static class PostgresDurability
{
    /// <summary>Refuses a server whose commits do not wait for the disk, which is a setting of this role; warns if the whole server does
    /// not sync its data.</summary>
    public static async Task CheckAsync(NpgsqlConnection connection, ILogger logger)
    {
        // language=sql
        await using NpgsqlCommand command = connection.Statement(
            "SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes')");
        (string? commit, string? sync, string? pages) = (await command.ListAsync(
            row => (row.GetString(0), row.GetString(1), row.GetString(2))))[0];
        if (commit == "off")
        {
            throw new StoreRefusedException(
                "The server's setting synchronous_commit is off, so an accepted task could be lost; set it to on for this role or database.");
        }

        if (sync == "off")
        {
            logger.NotDurable("fsync", sync);
        }

        if (pages == "off")
        {
            logger.NotDurable("full_page_writes", pages);
        }
    }
}
