namespace Errand.TestDatabases;

/// <summary>How a test wants its server.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>Whether a commit waits for the disk. Without it, the server's crash may lose commits; the tests' speed doubles.</summary>
    public bool Durable { get; init; }

    /// <summary>After so long a wait for a lock the server looks for a deadlock; low, so that none hides behind a short test.</summary>
    public TimeSpan DeadlockTimeout { get; init; } = TimeSpan.FromMilliseconds(10);

    public int MaxConnections { get; init; } = 300;

    /// <summary>Further settings, as they stand in postgresql.conf: <c>name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
