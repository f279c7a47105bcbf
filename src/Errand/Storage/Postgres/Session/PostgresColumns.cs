using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>A row of PostgreSQL.</summary>
internal sealed class PostgresColumns(NpgsqlDataReader row) : IColumns
{
    public bool IsNull(int column) => row.IsDBNull(column);

    public int GetInt32(int column) => row.GetInt32(column);

    public long GetInt64(int column) => row.GetInt64(column);

    public double GetDouble(int column) => row.GetDouble(column);

    public bool GetBoolean(int column) => row.GetBoolean(column);

    public string GetString(int column) => row.GetString(column);

    public byte[] GetBytes(int column) => row.GetFieldValue<byte[]>(column);

    public DateTimeOffset GetInstant(int column) => NpgsqlCommands.GetInstant(row, column);

    public MemberId GetHandler(int column) => NpgsqlCommands.GetHandler(row, column);
}
