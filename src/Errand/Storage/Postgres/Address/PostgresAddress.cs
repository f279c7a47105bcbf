using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Errand.Storage.Postgres.Address;

/// <summary>Reads an operator's address of a PostgreSQL server: a URL as in libpq, or an Npgsql connection string.</summary>
/// <remarks>A <see cref="FormatException"/> says what is wrong, to follow "The setting NAME". It never repeats text that could be part of a
/// password.</remarks>
internal static partial class PostgresAddress
{
    /// <summary>How long to wait for a connection. After that, another host or another try is more promising.</summary>
    private const int ConnectSeconds = 5;

    public static bool Recognises(string text) => PostgresUrl.Recognises(text) || NamesHost().IsMatch(text);

    /// <param name="text">The URL or the connection string.</param>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <exception cref="FormatException">It is malformed, or asks for something that does not exist.</exception>
    public static PostgresStoreOptions Parse(string text, Func<string, string?> environment)
    {
        using var invariant = InvariantScope.Enter();
        NpgsqlConnectionStringBuilder connection = PostgresUrl.Recognises(text)
            ? PostgresUrl.Parse(text, environment, out bool isPooled)
            : ReadNpgsql(text, out isPooled);
        CheckHosts(connection.Host!);
        Complete(connection, environment);
        return new PostgresStoreOptions { ConnectionString = connection.ConnectionString, IsPooled = isPooled };
    }

    private static NpgsqlConnectionStringBuilder ReadNpgsql(string text, out bool isPooled)
    {
        var connection = new NpgsqlConnectionStringBuilder();
        int position = 0;
        foreach ((string keyword, object value) in Pairs(text))
        {
            position++;
            if (!connection.ContainsKey(keyword))
            {
                // Named by its position, not its text, which may be the end of an unquoted password.
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"is an Npgsql connection string whose keyword number {position} is not known to Npgsql"));
            }

            try
            {
                connection[keyword] = value;
            }
            catch (ArgumentException)
            {
                throw new FormatException($"is an Npgsql connection string with a value of {keyword} that Npgsql does not take");
            }
        }

        if (string.IsNullOrWhiteSpace(connection.Host))
        {
            throw new FormatException("is an Npgsql connection string without a Host");
        }

        if (connection.TargetSessionAttributes is { } wanted)
        {
            PostgresUrlQuery.CheckTargetSession(wanted);
        }

        isPooled = connection.NoResetOnClose;
        return connection;
    }

    private static IEnumerable<(string Keyword, object Value)> Pairs(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            throw new FormatException("is not a well-formed Npgsql connection string");
        }

        return from string keyword in pairs.Keys select (keyword, pairs[keyword]);
    }

    /// <summary>Hosts are shown to people, so they must not contain anything else: in "host=h password=p", without semicolons, everything
    /// is the host.</summary>
    private static void CheckHosts(string hosts)
    {
        foreach (string host in hosts.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!HostName().IsMatch(host) && (!Path.IsPathRooted(host) || host.Contains('=', StringComparison.Ordinal)))
            {
                throw new FormatException("has no host name, address or folder of a socket where one belongs");
            }
        }
    }

    /// <summary>Adds what libpq reads from the environment and Npgsql does not, and what this server requires of a connection.</summary>
    private static void Complete(NpgsqlConnectionStringBuilder connection, Func<string, string?> environment)
    {
        connection.Database ??= environment("PGDATABASE") ?? connection.Username ?? environment("PGUSER");
        if (!connection.ShouldSerialize("SSL Mode") && environment("PGSSLMODE") is { } sslMode)
        {
            PostgresUrlQuery.SetSslMode(connection, "PGSSLMODE", sslMode, environment);
        }

        if (environment("PGAPPNAME") is null)
        {
            connection.ApplicationName ??= "errand";
        }

        // Npgsql refuses this setting for a single host.
        connection.TargetSessionAttributes = connection.Host!.Contains(',', StringComparison.Ordinal) ? "read-write" : null;
        connection.PersistSecurityInfo = false;
        Default(connection, "Timeout", ConnectSeconds);
        // These detect a connection that was cut off silently: the first while it is idle, the second while it is in use.
        Default(connection, "Keepalive", 10);
        Default(connection, "TCP Keepalive", true);
        Default(connection, "TCP Keepalive Time", 10);
        Default(connection, "TCP Keepalive Interval", 5);
        // A connection whose read was abandoned is useless; by default Npgsql would first wait for the answer to its cancel request.
        Default(connection, "Cancellation Timeout", -1);
        // How long Npgsql remembers that a host is unavailable or read-only; in that time it does not even try it.
        Default(connection, "Host Recheck Seconds", 1);
    }

    private static void Default(NpgsqlConnectionStringBuilder connection, string keyword, object value)
    {
        if (!connection.ShouldSerialize(keyword))
        {
            connection[keyword] = value;
        }
    }

    [GeneratedRegex(@"(^|;)\s*(Host|Server)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesHost();

    [GeneratedRegex(@"^([\p{L}\p{N}._-]+|\[[0-9A-Fa-f:.%]+\]|[0-9A-Fa-f]*(:[0-9A-Fa-f]*){2,})(:[0-9]+)?$")]
    private static partial Regex HostName();
}
