using System.Security.Authentication;
using Npgsql;

namespace Errand.Storage.Postgres;

/// <summary>What an error of PostgreSQL, or of the connection to it, means for the store.</summary>
internal static class PostgresErrors
{
    /// <summary>Two transactions were in conflict: sending the same statement again helps.</summary>
    public static bool IsConflict(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>A row is at fault: a value that a column cannot hold, a constraint, a size.</summary>
    public static bool IsOfTheRow(PostgresException e) => e.SqlState[..2] is "22" or "23" or "54";

    /// <summary>The open connections lead to a server that is gone or no longer accepts writes.</summary>
    public static bool IsOfTheServer(Exception e) => e is not PostgresException postgres
        || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
        || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || postgres.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>The first connection failed: if the settings are wrong, trying again is useless.</summary>
    public static StoreException TranslateStart(Exception e) => e switch
    {
        StoreException already => already,
        // The login, the database's name, the rights in it: waiting does not help with any of these.
        PostgresException { SqlState: "28P01" or "28000" or "3D000" or "42501" } refusal =>
            new StoreRefusedException($"PostgreSQL refuses the connection: {refusal.MessageText}.", e),
        NpgsqlException { InnerException: AuthenticationException } =>
            new StoreRefusedException($"The TLS handshake with PostgreSQL fails: {e.InnerException.Message}", e),
        NpgsqlException { InnerException: null } when e.Message.StartsWith("No password", StringComparison.Ordinal) =>
            new StoreRefusedException("PostgreSQL wants a password, and none is set.", e),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            new StoreUnavailableException("This PostgreSQL server takes no writes.", e),
        PostgresException trouble => new StoreUnavailableException($"PostgreSQL does not serve yet: {trouble.MessageText}.", e),
        _ => new StoreUnavailableException($"PostgreSQL cannot be reached: {e.GetBaseException().Message}", e),
    };

    /// <summary>A connection could not be opened: nothing was sent.</summary>
    public static StoreUnavailableException TranslateOpening(Exception e) => new("PostgreSQL cannot be reached.", e);

    /// <summary>A read failed.</summary>
    public static StoreException TranslateReading(Exception e) =>
        e as StoreException ?? new StoreUnavailableException("PostgreSQL did not answer a read.", e);

    /// <summary>A write failed after it was sent. If the server says that it failed, it failed; after a lost connection the result is
    /// unknown.</summary>
    public static StoreException TranslateWriting(Exception e) => e switch
    {
        StoreException already => already,
        PostgresException { InvariantSeverity: not "ERROR" } => InDoubt(e),
        PostgresException refused when IsOfTheRow(refused) => new RowRefusedException(refused),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StoreFullException(
            "The disk of the database is full; nothing was stored.", e),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            new StoreUnavailableException("This PostgreSQL server takes no writes.", e),
        PostgresException => new StoreUnavailableException("PostgreSQL could not do this.", e),
        _ => InDoubt(e),
    };

    /// <summary>A statement in a transaction of a caller's failed. Whether that commits is up to the caller, so nothing is ever in
    /// doubt.</summary>
    public static Exception TranslateWithin(NpgsqlException e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InFailedSqlTransaction } =>
            new ArgumentException("A statement of the transaction has failed: roll it back.", e),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refusal =>
            new ArgumentException($"The role of the transaction may not store tasks: {refusal.MessageText}.", e),
        PostgresException conflict when IsConflict(conflict) => new StoreUnavailableException(
            "The transaction is in conflict with another one: roll it back and repeat it.", e),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StoreFullException(
            "The disk of the database is full; nothing was stored.", e),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            new StoreUnavailableException("Either the transaction or its PostgreSQL server is read-only.", e),
        _ => new StoreUnavailableException("PostgreSQL did not take the tasks into the transaction.", e),
    };

    private static OutcomeUnknownException InDoubt(Exception e) => new("The connection to PostgreSQL was lost during a write.", e);
}
