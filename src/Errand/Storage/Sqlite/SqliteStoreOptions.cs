namespace Errand.Storage.Sqlite;

/// <summary>Where a SQLite store is and how careful it is.</summary>
internal sealed record SqliteStoreOptions : StoreOptions
{
    /// <summary>The database file; created when it does not exist.</summary>
    public required string Path { get; init; }

    /// <summary>Whether a commit waits for the disk. False only for throw-away stores of tests.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Tests only: the file may grow to so many pages, then the disk counts as full. 0: no limit.</summary>
    public int MaxPages { get; init; }

    public override string Address => $"sqlite:{System.IO.Path.GetFullPath(Path)}";
}
