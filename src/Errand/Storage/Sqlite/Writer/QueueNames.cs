using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Caches the ids and names of queues for the writer. Queues are never deleted.</summary>
internal sealed class QueueNames(SqliteStatements statements)
{
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _names = [];

    /// <summary>A queue is created by its first use.</summary>
    public long IdOf(string name)
    {
        if (!_ids.TryGetValue(name, out long id))
        {
            id = statements[SqliteSql.FindQueue].Number(name) ?? statements[SqliteSql.AddQueue].Number(name)!.Value;
            _ids.Add(name, id);
        }

        return id;
    }

    public string NameOf(long id)
    {
        if (!_names.TryGetValue(id, out string? name))
        {
            using SqliteRow row = statements[SqliteSql.NameQueue].Query(QueueNumber.QueueOf(id));
            row.Read();
            name = row.GetString(0);
            _names.Add(id, name);
        }

        return name;
    }

    /// <summary>After a rollback, a queue that was added may not exist.</summary>
    public void Forget()
    {
        _ids.Clear();
        _names.Clear();
    }
}
