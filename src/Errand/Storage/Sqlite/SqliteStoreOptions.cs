namespace Errand.Storage.Sqlite;

/// <summary>Where a SQLite store is, and whether its commits are durable.</summary>
internal sealed record SqliteStoreOptions : StoreOptions
{
    /// <summary>The database file; created when it does not exist.</summary>
    public required string Path { get; init; }

    /// <summary>Whether a commit waits for the disk. False only in tests.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>For tests: the number of pages at which the disk counts as full. 0: no limit.</summary>
    public int MaxPages { get; init; }

    public override string Address => $"sqlite:{System.IO.Path.GetFullPath(Path)}";
}
