using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Marks one that stops in order as gone.</summary>
internal sealed class LeaveWrite(MemberId id) : SqliteWrite<bool>(WritePriority.Finish)
{
    protected override bool Execute(WriteScope scope) => scope[SqliteSql.Leave].ExecuteAndCount(scope.Now, id.ToBlob()) > 0;
}
