using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite;

/// <summary>A statement that is prepared once and run many times. Values are given in the order in which their names first appear in its text.</summary>
internal sealed partial class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        _parameters = [.. ParameterName().Matches(sql).Select(m => m.Value).Distinct().Select(n => new SqliteParameter(n, DBNull.Value))];
        _command.Parameters.AddRange(_parameters);
        _command.Prepare();
    }

    /// <returns>How many rows it changed.</returns>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    public SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <returns>The first column of the first row; null when there is no row or nothing in it.</returns>
    public long? Number(params ReadOnlySpan<object?> values)
    {
        using var row = Query(values);
        return row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : null;
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != _parameters.Length)
        {
            throw new ArgumentException($"{_parameters.Length} values are needed by: {_command.CommandText}", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            _parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex ParameterName();
}
