using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Lets handlers claim from a queue, or not.</summary>
internal sealed class SetPausedWrite(string name, bool isPaused) : SqliteWrite<bool>(WritePriority.Other)
{
    protected override bool Execute(WriteScope scope) => scope[SqliteSql.SetPaused].ExecuteAndCount(isPaused ? 1 : 0, name) > 0;
}
