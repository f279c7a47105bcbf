using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Errand.Storage.Postgres.Address;

/// <summary><c>postgres://user:password@host1:port1,host2:port2/database?parameter=value</c>, read as libpq reads it.</summary>
internal static partial class PostgresUrl
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool Recognises(string text) => SchemeOf(text) is not null;

    /// <exception cref="FormatException">It is malformed, or has an unknown parameter.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url, Func<string, string?> environment, out bool isPooled)
    {
        string rest = url[SchemeOf(url)!.Length..];
        int end = rest.AsSpan().IndexOfAny('/', '?');
        string authority = end < 0 ? rest : rest[..end];
        string tail = end < 0 ? "" : rest[end..];
        if (tail.Contains('@', StringComparison.Ordinal))
        {
            // What looks like a path may be the end of a password, so it must not become a name that is shown.
            throw new FormatException(
                "has an @ behind a / or ?; in user and password these are written %2F and %3F, and an @ in what follows the host is %40");
        }

        int question = tail.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? tail : tail[..question];
        var parameters = PostgresUrlQuery.Parse(question < 0 ? "" : tail[(question + 1)..]);
        isPooled = parameters.IsPooled;

        int at = authority.LastIndexOf('@');
        var connection = new NpgsqlConnectionStringBuilder();
        SetUser(connection, at < 0 ? "" : authority[..at]);
        SetHosts(connection, Hosts(authority[(at + 1)..], parameters, environment), environment);
        if (path.Length > 1)
        {
            connection.Database = Decode(path[1..]);
        }

        parameters.ApplyTo(connection, environment);
        return connection;
    }

    public static string Decode(string text) =>
        BadEscape().IsMatch(text) || Uri.UnescapeDataString(text) is var decoded && decoded.Contains('\0', StringComparison.Ordinal)
            ? throw new FormatException("has a % that is not followed by two hexadecimal digits; a percent sign is written %25")
            : decoded;

    private static string? SchemeOf(string text) =>
        Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static void SetUser(NpgsqlConnectionStringBuilder connection, string userInfo)
    {
        int colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        string user = colon < 0 ? userInfo : userInfo[..colon];
        if (user.Length > 0)
        {
            connection.Username = Decode(user);
        }

        if (colon >= 0 && colon < userInfo.Length - 1)
        {
            connection.Password = Decode(userInfo[(colon + 1)..]);
        }
    }

    private static IReadOnlyList<(string Host, string Port)> Hosts(
        string text, PostgresUrlQuery parameters, Func<string, string?> environment)
    {
        if (text.Length > 0)
        {
            return parameters.Host is null && parameters.Port is null
                ? [.. text.Split(',').Select(SplitPort)]
                : throw new FormatException("names its host or port twice, before and in the parameters");
        }

        string[] hosts = (parameters.Host ?? environment("PGHOST") ?? "localhost").Split(',');
        string[] ports = (parameters.Port ?? "").Split(',');
        return ports.Length == 1 || ports.Length == hosts.Length
            ? [.. hosts.Select((host, i) => (host, ports[ports.Length == 1 ? 0 : i]))]
            : throw new FormatException("has another number of ports than of hosts");
    }

    private static (string Host, string Port) SplitPort(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf(']') ? (Decode(text[..colon]), text[(colon + 1)..]) : (Decode(text), "");
    }

    private static void SetHosts(
        NpgsqlConnectionStringBuilder connection, IReadOnlyList<(string Host, string Port)> hosts, Func<string, string?> environment)
    {
        int[] ports = [.. hosts.Select(host => PortOf(host.Port, environment))];
        if (hosts.Count == 1)
        {
            connection.Host = hosts[0].Host;
            connection.Port = ports[0];
            return;
        }

        connection.Host = string.Join(
            ',', hosts.Select((host, i) => string.Create(CultureInfo.InvariantCulture, $"{host.Host}:{ports[i]}")));
    }

    private static int PortOf(string text, Func<string, string?> environment)
    {
        text = text.Length > 0 ? text : environment("PGPORT") ?? "5432";
        // Not shown: without an @ it is the password.
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65_535
            ? port
            : throw new FormatException("has a port that is no number from 1 to 65535");
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BadEscape();
}
