using Npgsql;

namespace Errand.Storage.Postgres;

/// <summary>The error is in a row of the statement, not in the server: nothing was written, and sending it again is useless.</summary>
internal sealed class RowRefusedException(PostgresException cause) : StoreException(
    "PostgreSQL cannot hold a row of this statement.", cause);
