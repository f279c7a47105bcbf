using Errand.Storage.Sqlite.Statements;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Puts rows into a table, several by one statement: to run a statement costs as much as a row or two.</summary>
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
    /// <param name="insert">Of one row; what stands behind <c>VALUES</c> is repeated.</param>
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

    /// <summary>Each row is put by a statement of its own, so that it can be told which one is at fault.</summary>
    public bool IsCareful { get; set; }

    /// <summary>At once.</summary>
    public void Put(params ReadOnlySpan<SqliteArgument> row) => _statements[_one].Execute(row);

    /// <summary>At the latest with the next <see cref="Flush"/>.</summary>
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

    /// <summary>Puts what was added and is not there yet.</summary>
    public void Flush()
    {
        for (int i = 0; i < _count; i++)
        {
            _statements[_one].Execute(_values.AsSpan(i * _width, _width));
        }

        Forget();
    }

    /// <summary>What was added and is not there yet is not put.</summary>
    public void Forget()
    {
        Array.Clear(_values, 0, _count * _width);
        _count = 0;
    }
}
