using Errand.Storage.Sqlite;

namespace Errand.Hosting;

/// <summary>Where the store is: what <c>DATABASE_URL</c> says.</summary>
internal static class DatabaseUrl
{
    public const string Name = "DATABASE_URL";

    public const string Default = "sqlite:errand.db";

    private const string SqlitePrefix = "sqlite:";

    /// <exception cref="SettingsException">It is no address of a store that this version has.</exception>
    public static SqliteStoreOptions Parse(string url)
    {
        if (!url.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            // Not shown whole: it may hold a password.
            throw new SettingsException(
                $"The setting {Name} begins with \"{Scheme(url)}\"; expected is sqlite:PATH, "
                + "since this version has no other store (PostgreSQL comes with the next).");
        }

        string path = url[SqlitePrefix.Length..];
        // sqlite:///absolute and sqlite://relative are what other programs write.
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        return path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal)
            ? new SqliteStoreOptions { Path = path }
            : throw SettingReader.Wrong(Name, url, "sqlite:PATH, such as sqlite:errand.db");
    }

    private static string Scheme(string url)
    {
        int colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? url[..(colon + 1)] : url[..Math.Min(url.Length, 12)];
    }
}
