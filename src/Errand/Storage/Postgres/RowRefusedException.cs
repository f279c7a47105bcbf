using Npgsql;

namespace Errand.Storage.Postgres;

/// <summary>A row of a statement is at fault, and not the server: nothing of the statement was written, and sending it again is of no
/// use.</summary>
internal sealed class RowRefusedException(PostgresException cause) : StoreException(
    "PostgreSQL cannot hold a row of this statement.", cause);
