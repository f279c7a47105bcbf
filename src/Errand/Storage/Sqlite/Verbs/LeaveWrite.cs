using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Marks a handler or janitor that stops in an orderly way as gone.</summary>
internal sealed class LeaveWrite(MemberId id) : SqliteWrite<bool>(WritePriority.Finish)
{
    protected override bool Execute(WriteScope scope) => scope[SqliteSql.Leave].ExecuteAndCount(scope.Now, id.ToBlob()) > 0;
}
