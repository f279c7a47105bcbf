namespace Errand.Storage.Postgres;

/// <summary>Where a PostgreSQL store is and how it is reached.</summary>
internal sealed record PostgresStoreOptions
{
    /// <summary>In Npgsql's format; holds the password.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Reaches the server past a pooler, for what a pooler cannot do: LISTEN, and migrations. Null: as
    /// <see cref="ConnectionString"/>.</summary>
    public string? DirectConnectionString { get; init; }

    /// <summary>Behind a pooler in transaction mode: no prepared statements, no session settings at connect.</summary>
    public bool IsPooled { get; init; }

    // A record's own would show the password.
    public override string ToString() => nameof(PostgresStoreOptions);
}
