using Errand.Storage.Access;
using Errand.Storage.Sqlite.Keys;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Lets handlers claim from a queue, or not.</summary>
internal sealed class SetPausedWrite(string name, bool isPaused, ChangeAudit? audit) : SqliteWrite<bool>(WritePriority.Other)
{
    protected override bool Execute(WriteScope scope)
    {
        bool isKnown = scope[SqliteSql.SetPaused].ExecuteAndCount(isPaused ? 1 : 0, name) > 0;
        if (isKnown && audit is not null)
        {
            string action = isPaused ? AuditActions.PauseQueue : AuditActions.ResumeQueue;
            AuditRows.Put(scope, new AuditEntry(audit.Actor, action, name, Address: audit.Address));
        }

        return isKnown;
    }
}
