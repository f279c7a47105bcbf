using System.Data;
using System.Text;
using Errand.Storage.Messages;
using Npgsql;
using NpgsqlTypes;

namespace Errand.Storage.Postgres.Session;

/// <summary>How values are sent to the server and read from its rows.</summary>
internal static class NpgsqlCommands
{
    /// <summary>A statement with its parameters, $1 first.</summary>
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>One of several statements that are sent together.</summary>
    public static NpgsqlBatchCommand StatementOfBatch(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>Texts that are UTF-8 already.</summary>
    public static NpgsqlParameter Texts(byte[]?[] values) =>
        new NpgsqlParameter<byte[]?[]?> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Text(byte[] value) =>
        new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>A program's text, as far as a column can hold it; null is null.</summary>
    public static NpgsqlParameter Text(string? value) =>
        new NpgsqlParameter<byte[]?> { TypedValue = ToText(value), NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Bytes(ReadOnlyMemory<byte> value) => Of(value);

    public static NpgsqlParameter Runs(IEnumerable<RunKey> runs) => Of(runs.Select(run => run.Id.Value).ToArray());

    public static NpgsqlParameter Attempts(IEnumerable<RunKey> runs) => Of(runs.Select(run => run.Attempt).ToArray());

    /// <summary>A program's text as a column can hold it: PostgreSQL has no character 0, and UTF-8 no half surrogate pair.</summary>
    public static byte[]? ToText(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD'));

    /// <summary>The array behind the memory if it holds nothing else, else a copy.</summary>
    public static byte[] ToText(ReadOnlyMemory<byte> text) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(text, out ArraySegment<byte> segment) && segment.Offset == 0
        && segment.Array is { } array && array.Length == segment.Count
            ? array
            : text.ToArray();

    /// <summary>Reads all rows of a statement, and on to its end, where a failed commit is reported.</summary>
    /// <remarks>Without a token: a commit that is cancelled is in doubt.</remarks>
    public static Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read) =>
        command.ListAsync(read, CancellationToken.None);

    /// <summary>The same for a statement that commits nothing.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(read(row));
        }

        await row.NextResultAsync(cancellationToken);
        return rows;
    }

    /// <summary>Reads all rows of a statement into what is made of them together.</summary>
    public static Task ReadAsync(this NpgsqlCommand command, Action<NpgsqlDataReader> add) => command.ListAsync(row =>
    {
        add(row);
        return true;
    });

    public static DateTimeOffset GetInstant(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset GetInstant(this NpgsqlDataReader row, string column) => row.GetInstant(row.GetOrdinal(column));

    public static DateTimeOffset? GetInstantOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInstant(column);

    public static DateTimeOffset? GetInstantOrNull(this NpgsqlDataReader row, string column) =>
        row.GetInstantOrNull(row.GetOrdinal(column));

    public static TimeSpan? GetTimeSpanOrNull(this NpgsqlDataReader row, string column) =>
        row.IsDBNull(column) ? null : row.GetTimeSpan(row.GetOrdinal(column));

    public static MemberId GetHandler(this NpgsqlDataReader row, int column) => new(row.GetGuid(column));

    /// <summary>The columns <c>id</c> and <c>attempt</c>.</summary>
    public static RunKey GetRun(this NpgsqlDataReader row) => new(new TaskId(row.GetInt64("id")), row.GetInt32("attempt"));
}
