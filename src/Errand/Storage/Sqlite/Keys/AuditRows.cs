using System.Globalization;
using Errand.Storage.Access;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Writes entries of the audit log within the transaction of a change.</summary>
internal static class AuditRows
{
    public static void Put(WriteScope scope, AuditEntry entry) => scope[SqliteSql.PutAudit].Execute(
        scope.Now, entry.Actor, entry.Action, entry.Target, entry.Detail, entry.Address);

    /// <summary>Notes a change of tasks, if any was changed.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="audit">Who asked for it; null: nothing is noted.</param>
    /// <param name="action">What was done.</param>
    /// <param name="changed">The tasks that were changed.</param>
    public static void Put(WriteScope scope, ChangeAudit? audit, string action, IReadOnlyList<TaskId> changed)
    {
        if (audit is null || changed.Count == 0)
        {
            return;
        }

        (string? target, string? detail) = audit.Filter is { } filter
            ? (null, string.Create(CultureInfo.InvariantCulture, $"{{\"filter\":{filter},\"changed\":{changed.Count}}}"))
            : (changed[0].ToString(), (string?)null);
        Put(scope, new AuditEntry(audit.Actor, action, target, detail, audit.Address));
    }
}
