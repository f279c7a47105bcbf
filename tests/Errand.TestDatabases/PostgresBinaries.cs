using System.Globalization;

namespace Errand.TestDatabases;

/// <summary>Where PostgreSQL's programs are: the newest of Debian's packages, or what the environment names.</summary>
public static class PostgresBinaries
{
    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>, when it is not one of Debian's.</summary>
    public const string Variable = "ERRAND_TEST_POSTGRES_BIN";

    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The oldest version that the store is made for.</summary>
    private const int OldestVersion = 15;

    public static bool AreInstalled => Find() is not null;

    public static string Folder => Find() ?? throw new InvalidOperationException(
        $"PostgreSQL {OldestVersion} or newer is not installed in {DebianFolder}, and {Variable} names no other folder of its programs.");

    public static string PathOf(string program) => Path.Combine(Folder, program);

    private static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Newest();

    private static string? Newest() => !Directory.Exists(DebianFolder) ? null : Directory.EnumerateDirectories(DebianFolder)
        .Select(folder => (Folder: folder, Version: VersionOf(folder)))
        .Where(found => found.Version >= OldestVersion && File.Exists(Path.Combine(found.Folder, "bin", "postgres")))
        .OrderByDescending(found => found.Version)
        .Select(found => Path.Combine(found.Folder, "bin"))
        .FirstOrDefault();

    private static int VersionOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : 0;
}
