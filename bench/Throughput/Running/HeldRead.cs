using Microsoft.Data.Sqlite;

namespace Throughput;

/// <summary>A read transaction on a file of SQLite, from a look at it until it is disposed of.</summary>
internal sealed class HeldRead : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;

    public HeldRead(string path)
    {
        _path = path;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
        using SqliteCommand look = _connection.CreateCommand();
        look.CommandText = "BEGIN; SELECT count(*) FROM task";
        look.ExecuteScalar();
    }

    /// <summary>The write-ahead log's size now.</summary>
    public double LogMebibytes => new FileInfo(_path + "-wal").Length / (double)(1 << 20);

    public void Dispose() => _connection.Dispose();
}
