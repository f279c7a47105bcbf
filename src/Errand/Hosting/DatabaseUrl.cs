using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.Storage.Postgres.Address;
using Errand.Storage.Sqlite;

namespace Errand.Hosting;

/// <summary>Where the store is: what <c>DATABASE_URL</c> says.</summary>
internal static class DatabaseUrl
{
    public const string Name = "DATABASE_URL";

    /// <summary>The way past a pooler to the same database.</summary>
    public const string DirectName = "DATABASE_DIRECT_URL";

    public const string Default = "sqlite:errand.db";

    private const string SqlitePrefix = "sqlite:";

    /// <exception cref="SettingsException">It is not the address of a store.</exception>
    public static StoreOptions Parse(string url, string? directUrl = null) =>
        Parse(url, directUrl, Environment.GetEnvironmentVariable);

    /// <exception cref="SettingsException">It is not the address of a store.</exception>
    public static StoreOptions Parse(string url, string? directUrl, Func<string, string?> environment)
    {
        if (PostgresAddress.Recognises(url))
        {
            PostgresStoreOptions store = ParsePostgres(Name, url, environment);
            return directUrl is null ? store
                : store with { DirectConnectionString = ParsePostgres(DirectName, directUrl, environment).ConnectionString };
        }

        if (directUrl is not null)
        {
            throw new SettingsException($"The setting {DirectName} needs a {Name} that names a PostgreSQL server.");
        }

        if (!url.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            // Not shown whole: it may hold a password.
            throw new SettingsException(
                $"The setting {Name} begins with \"{Scheme(url)}\"; expected sqlite:PATH, postgres://USER@HOST/DATABASE, "
                + "or an Npgsql connection string, which names its Host.");
        }

        string path = url[SqlitePrefix.Length..];
        // sqlite:///absolute and sqlite://relative are what other programs write.
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        return path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal)
            ? new SqliteStoreOptions { Path = path }
            : throw SettingReader.Wrong(Name, url, "sqlite:PATH, such as sqlite:errand.db");
    }

    private static PostgresStoreOptions ParsePostgres(string name, string url, Func<string, string?> environment)
    {
        if (!PostgresAddress.Recognises(url))
        {
            throw new SettingsException(
                $"The setting {name} is not the address of a PostgreSQL server; expected postgres://USER@HOST/DATABASE.");
        }

        try
        {
            return PostgresAddress.Parse(url, environment);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"The setting {name} {e.Message}.");
        }
    }

    private static string Scheme(string url)
    {
        int colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? url[..(colon + 1)] : url[..Math.Min(url.Length, 12)];
    }
}
