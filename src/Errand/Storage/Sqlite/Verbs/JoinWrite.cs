using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Lists a handler or janitor as alive.</summary>
internal sealed class JoinWrite(MemberEntry entry, TimeSpan lease) : SqliteWrite<bool>(WritePriority.Beat)
{
    protected override bool Execute(WriteScope scope) => scope[SqliteSql.Join].ExecuteAndCount(
        entry.Id.ToBlob(), entry.Role, entry.Host, entry.Pid, entry.Version, entry.Slots,
        entry.StartedAt.ToUnixTimeMilliseconds(), scope.Now + lease.ToMilliseconds(),
        OfferText.Write(entry.Offer), entry.MemoryBytes) > 0;
}
