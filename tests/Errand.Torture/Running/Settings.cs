using System.Globalization;

namespace Errand.Torture;

/// <summary>How long and on which stores it runs, as <c>./test --torture</c> says by its environment.</summary>
public static class Settings
{
    /// <summary>Minutes of faults, shared between the stores. Without it the run is a short one.</summary>
    public const string MinutesName = "TORTURE_MINUTES";

    /// <summary><c>sqlite</c> or <c>postgres</c>: this store only.</summary>
    public const string StoreName = "TORTURE_STORE";

    /// <summary>Draws the same faults again.</summary>
    public const string SeedName = "TORTURE_SEED";

    /// <summary>A file that gets the reports of the run.</summary>
    public const string ReportName = "TORTURE_REPORT";

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(15);

    public static bool IsLong => Read(MinutesName) is not null;

    public static IReadOnlyList<StoreKind> Stores { get; } = Read(StoreName) switch
    {
        null => [StoreKind.Sqlite, StoreKind.Postgres],
        "sqlite" => [StoreKind.Sqlite],
        "postgres" => [StoreKind.Postgres],
        var other => throw new ArgumentException($"{StoreName} is sqlite or postgres, not \"{other}\"."),
    };

    /// <summary>How long faults happen to one store.</summary>
    public static TimeSpan Length => Read(MinutesName) is { } minutes
        ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)) / Stores.Count
        : Short;

    public static int Seed { get; } = Read(SeedName) is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next();

    public static string? Report => Read(ReportName);

    /// <summary>For theories that run on every store.</summary>
    public static TheoryData<StoreKind> EveryStore => [.. Stores];

    /// <summary>For theories that only PostgreSQL can be put through.</summary>
    public static TheoryData<StoreKind> PostgresOnly => [.. Stores.Where(store => store == StoreKind.Postgres)];

    /// <summary>The command that does it all again.</summary>
    public static string Replay(StoreKind store)
    {
        string minutes = Length.TotalMinutes.ToString(CultureInfo.InvariantCulture);
        return $"{SeedName}={Seed.ToString(CultureInfo.InvariantCulture)} ./test --torture {minutes} --store {NameOf(store)}";
    }

    public static string NameOf(StoreKind store) => store == StoreKind.Sqlite ? "sqlite" : "postgres";

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
