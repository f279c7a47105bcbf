using System.Text;
using Errand.Storage.Sqlite;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;
using Microsoft.Data.Sqlite;

namespace Errand.Tests.Storage;

/// <summary>Values go into the file and come back as they were.</summary>
public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteFile _file = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;

    public SqliteStatementTests()
    {
        _file.Run("CREATE TABLE kept (id INTEGER PRIMARY KEY, integer INTEGER, real REAL, text TEXT, blob BLOB) STRICT");
        _connection = _file.Connect();
        _statements = new SqliteStatements(_connection);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("Zoë, 数, 🙂")]
    [InlineData("a NUL\0within")]
    public void Text_comes_back_as_it_was(string text)
    {
        Insert(text: text);

        using SqliteRow row = _statements["SELECT text, length(text), text FROM kept"].Query();
        Assert.True(row.Read());
        Assert.Equal(text, Encoding.UTF8.GetString(row.GetBytes(0)));
        Assert.False(row.IsNull(2));
        Assert.False(row.Read());
    }

    [Fact]
    public void Long_text_comes_back_as_it_was()
    {
        string text = string.Concat(Enumerable.Repeat("数🙂", 5000));
        Insert(text: text);

        using SqliteRow row = _statements["SELECT text FROM kept"].Query();
        Assert.True(row.Read());
        Assert.Equal(text, row.GetString(0));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        Insert(text: "half \ud83d");

        using SqliteRow row = _statements["SELECT text FROM kept"].Query();
        Assert.True(row.Read());
        Assert.Equal("half \ufffd", row.GetString(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Bytes_come_back_as_they_were_be_they_none(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        Insert(blob: bytes);

        using SqliteRow row = _statements["SELECT blob FROM kept"].Query();
        Assert.True(row.Read());
        Assert.False(row.IsNull(0));
        Assert.Equal(bytes, row.GetBytes(0));
    }

    [Fact]
    public void Numbers_and_nothing_come_back_as_they_were()
    {
        Insert(integer: long.MinValue, real: 0.1);
        Insert();

        using SqliteRow row = _statements["SELECT integer, real, text, blob FROM kept ORDER BY id"].Query();
        Assert.True(row.Read());
        Assert.Equal(long.MinValue, row.GetInt64(0));
        Assert.Equal(0.1, row.GetDouble(1));
        Assert.True(row.Read());
        Assert.All([0, 1, 2, 3], column => Assert.True(row.IsNull(column)));
    }

    [Fact]
    public void Each_run_has_the_values_that_it_was_given_whatever_the_one_before_had()
    {
        byte[] changing = [1, 2];
        string large = new string('x', 100_000);
        (long? Integer, double? Real, string? Text, byte[]? Blob)[] rows =
        [
            (1, 1.5, "a", changing), (1, 1.5, "a", changing), (null, null, null, null), (1, 1.5, "a", [7]), (0, 0, "", []),
            (null, null, large, null),
            (null, null, null, null), (2, 2.5, "b", [8]), (2, 2.5, "ab"[1..], [8]), (1, null, "1", null), (null, 1, null, [1]),
        ];
        foreach ((long? integer, double? real, string? text, byte[]? blob) in rows)
        {
            Insert(integer, real, text, blob);
            changing[0]++;
        }

        using SqliteRow row = _statements["SELECT integer, real, text, blob FROM kept ORDER BY id"].Query();
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.True(row.Read());
            Assert.Equal(rows[i].Integer, row.IsNull(0) ? null : row.GetInt64(0));
            Assert.Equal(rows[i].Real, row.IsNull(1) ? null : row.GetDouble(1));
            Assert.Equal(rows[i].Text, row.IsNull(2) ? null : row.GetString(2));
            Assert.Equal(i < 2 ? [(byte)(1 + i), 2] : rows[i].Blob, row.IsNull(3) ? null : row.GetBytes(3));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(21)]
    public void Rows_that_are_put_together_are_all_there_and_those_forgotten_are_not(int count)
    {
        var inserts = new RowInserts(_statements, "INSERT INTO kept (id, text) VALUES (?, CAST(? AS TEXT))");
        inserts.Add(1000, "forgotten");
        inserts.Forget();
        for (int i = 0; i < count; i++)
        {
            inserts.Add(i, $"{i}");
        }

        inserts.Put(count, "at once");
        inserts.Flush();
        inserts.Flush();

        using SqliteRow row = _statements["SELECT id, text FROM kept ORDER BY id"].Query();
        for (int i = 0; i <= count; i++)
        {
            Assert.True(row.Read());
            Assert.Equal((i, i == count ? "at once" : $"{i}"), (row.GetInt32(0), row.GetString(1)));
        }

        Assert.False(row.Read());
    }

    [Fact]
    public void A_statement_that_failed_runs_again()
    {
        const string insert = "INSERT INTO kept (id) VALUES ($id)";
        Assert.Equal(1, _statements[insert].ExecuteAndCount(1));
        SqliteException refused = Assert.Throws<SqliteException>(() => _statements[insert].Execute(1));
        Assert.True(SqliteErrors.IsOfTheRow(refused));
        Assert.Equal(1, _statements[insert].ExecuteAndCount(2));
    }

    [Fact]
    public void A_value_too_few_is_refused() => Assert.Throws<ArgumentException>(() => _statements["SELECT $a, $b, $a"].Number(1));

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
        _file.Dispose();
    }

    private void Insert(long? integer = null, double? real = null, string? text = null, byte[]? blob = null) => Assert.Equal(
        1, _statements["INSERT INTO kept (integer, real, text, blob) VALUES ($integer, $real, $text, $blob)"]
            .ExecuteAndCount(integer, real, text, blob));
}
