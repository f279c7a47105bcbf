using Errand.Storage.Sqlite.Disk;
using Microsoft.Data.Sqlite;

namespace Errand.Tests.Storage;

/// <summary>A database file of one test, in a folder of its own; and a look into it past the store.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "errand.db");

    public string WalPath => Path + "-wal";

    public SqliteConnection Connect() => SqliteSession.Connect(Path, SqliteOpenMode.ReadWriteCreate);

    public void Run(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public IReadOnlyList<long> Numbers(string sql) => Read(sql, static row => row.GetInt64(0));

    public IReadOnlyList<string> Texts(string sql) => Read(sql, static row => row.GetString(0));

    public void Dispose() => _folder.Delete(recursive: true);

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
