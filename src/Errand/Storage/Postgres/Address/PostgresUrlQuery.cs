using System.Globalization;
using Npgsql;

namespace Errand.Storage.Postgres.Address;

/// <summary>The query of a PostgreSQL URL: libpq's parameters, and <c>pgbouncer</c>.</summary>
internal sealed class PostgresUrlQuery
{
    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Plain = new(StringComparer.Ordinal)
    {
        ["user"] = (connection, value) => connection.Username = value,
        ["password"] = (connection, value) => connection.Password = value,
        ["dbname"] = (connection, value) => connection.Database = value,
        ["passfile"] = (connection, value) => connection.Passfile = ExistingFile("passfile", value),
        ["application_name"] = (connection, value) => connection.ApplicationName = value,
        ["connect_timeout"] = (connection, value) => connection.Timeout = Seconds(value),
        ["sslrootcert"] = (connection, value) => connection.RootCertificate = ExistingFile("sslrootcert", value),
        ["sslcert"] = (connection, value) => connection.SslCertificate = ExistingFile("sslcert", value),
        ["sslkey"] = (connection, value) => connection.SslKey = ExistingFile("sslkey", value),
        ["sslpassword"] = (connection, value) => connection.SslPassword = value,
        ["sslnegotiation"] = (connection, value) => connection.SslNegotiation = OneOf(
            "sslnegotiation", value, ("postgres", SslNegotiation.Postgres), ("direct", SslNegotiation.Direct)),
        ["channel_binding"] = (connection, value) => connection.ChannelBinding = OneOf(
            "channel_binding", value, ("disable", ChannelBinding.Disable),
            ("prefer", ChannelBinding.Prefer), ("require", ChannelBinding.Require)),
        ["gssencmode"] = (connection, value) => connection.GssEncryptionMode = OneOf(
            "gssencmode", value, ("disable", GssEncryptionMode.Disable),
            ("prefer", GssEncryptionMode.Prefer), ("require", GssEncryptionMode.Require)),
        ["target_session_attrs"] = (_, value) => CheckTargetSession(value),
    };

    private static readonly string[] Others = ["host", "port", "sslmode", "pgbouncer"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private PostgresUrlQuery()
    {
    }

    public string? Host => _values.GetValueOrDefault("host");

    public string? Port => _values.GetValueOrDefault("port");

    public bool IsPooled =>
        _values.TryGetValue("pgbouncer", out string? value) && OneOf("pgbouncer", value, ("true", true), ("false", false));

    /// <exception cref="FormatException">A parameter is unknown or occurs twice.</exception>
    public static PostgresUrlQuery Parse(string query)
    {
        var parameters = new PostgresUrlQuery();
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = PostgresUrl.Decode(equals < 0 ? pair : pair[..equals]);
            if (!Plain.ContainsKey(name) && !Others.Contains(name))
            {
                string known = string.Join(", ", Plain.Keys.Concat(Others).Order(StringComparer.Ordinal));
                throw new FormatException($"has the parameter \"{name}\", which is not known; known are {known}");
            }

            if (equals < 0 || !parameters._values.TryAdd(name, PostgresUrl.Decode(pair[(equals + 1)..])))
            {
                throw new FormatException(equals < 0 ? $"has the parameter {name} without a value" : $"has the parameter {name} twice");
            }
        }

        return parameters;
    }

    /// <exception cref="FormatException">A value is wrong.</exception>
    public void ApplyTo(NpgsqlConnectionStringBuilder connection, Func<string, string?> environment)
    {
        foreach ((string name, string value) in _values)
        {
            if (Plain.TryGetValue(name, out Action<NpgsqlConnectionStringBuilder, string>? set))
            {
                set(connection, value);
            }
        }

        // After the rest, because its meaning depends on the root certificate.
        if (_values.TryGetValue("sslmode", out string? sslMode))
        {
            SetSslMode(connection, "sslmode", sslMode, environment);
        }
    }

    /// <summary>As in libpq, <c>require</c> also checks the server's certificate if a root certificate is set.</summary>
    public static void SetSslMode(
        NpgsqlConnectionStringBuilder connection, string name, string value, Func<string, string?> environment)
    {
        SslMode mode = OneOf(
            name, value, ("disable", SslMode.Disable), ("allow", SslMode.Allow), ("prefer", SslMode.Prefer),
            ("require", SslMode.Require), ("verify-ca", SslMode.VerifyCA), ("verify-full", SslMode.VerifyFull));
        bool canCheck = (connection.RootCertificate ?? environment("PGSSLROOTCERT")) is not null;
        connection.SslMode = mode == SslMode.Require && canCheck ? SslMode.VerifyCA : mode;
    }

    /// <summary>A read-only server is useless here, so none is ever requested.</summary>
    public static void CheckTargetSession(string value) =>
        OneOf("target_session_attrs", value.ToLowerInvariant(), ("any", true), ("primary", true), ("read-write", true));

    private static T OneOf<T>(string name, string value, params (string Word, T Meaning)[] words)
    {
        foreach ((string word, T meaning) in words)
        {
            if (word == value)
            {
                return meaning;
            }
        }

        throw new FormatException($"has the {name} \"{value}\"; expected one of {string.Join(", ", words.Select(word => word.Word))}");
    }

    private static string ExistingFile(string name, string path) =>
        File.Exists(path) ? path : throw new FormatException($"has the {name} \"{path}\", which is no file");

    private static int Seconds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= 300
            ? seconds
            : throw new FormatException($"has the connect_timeout \"{value}\"; expected a whole number of seconds from 1 to 300");
}
