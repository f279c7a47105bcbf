using Errand.Storage.Sqlite.Statements;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Inserts rows into a table, several by one statement: running a statement costs as much as a row or two.</summary>
internal sealed class RowInserts
{
    private const int Most = 8;

    private readonly SqliteStatements _statements;
    private readonly string _one;
    private readonly string _many;
    private readonly SqliteArgument[] _values;
    private readonly int _width;
    private int _count;

    /// <param name="statements">Where they are prepared.</param>
    /// <param name="insert">Inserts one row; the part after <c>VALUES</c> is repeated.</param>
    public RowInserts(SqliteStatements statements, string insert)
    {
        const string values = "VALUES ";
        string row = insert[(insert.IndexOf(values, StringComparison.Ordinal) + values.Length)..];
        _statements = statements;
        _one = insert;
        _many = insert + string.Concat(Enumerable.Repeat($", {row}", Most - 1));
        _width = row.Count(character => character == '?');
        _values = new SqliteArgument[Most * _width];
    }

    /// <summary>Whether to insert each row by a statement of its own, so that an error belongs to one row.</summary>
    public bool IsCareful { get; set; }

    /// <summary>Inserts the row at once.</summary>
    public void Put(params ReadOnlySpan<SqliteArgument> row) => _statements[_one].Execute(row);

    /// <summary>Inserts the row with the next <see cref="Flush"/> at the latest.</summary>
    public void Add(params ReadOnlySpan<SqliteArgument> row)
    {
        if (IsCareful)
        {
            Put(row);
            return;
        }

        row.CopyTo(_values.AsSpan(_count * _width, _width));
        if (++_count == Most)
        {
            _statements[_many].Execute(_values);
            Forget();
        }
    }

    /// <summary>Inserts the rows that were added and are still missing.</summary>
    public void Flush()
    {
        for (int i = 0; i < _count; i++)
        {
            _statements[_one].Execute(_values.AsSpan(i * _width, _width));
        }

        Forget();
    }

    /// <summary>Drops the rows that were added and are still missing.</summary>
    public void Forget()
    {
        Array.Clear(_values, 0, _count * _width);
        _count = 0;
    }
}
