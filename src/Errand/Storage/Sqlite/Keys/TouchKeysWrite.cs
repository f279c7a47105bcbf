using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Notes when keys were last used.</summary>
internal sealed class TouchKeysWrite(IReadOnlyDictionary<string, TimeSpan> ages) : SqliteWrite<bool>(WritePriority.Other)
{
    public override int Rows => ages.Count;

    protected override bool Execute(WriteScope scope)
    {
        foreach ((string id, TimeSpan age) in ages)
        {
            scope[SqliteSql.TouchKeys].Execute(scope.Now - age.ToMilliseconds(), id);
        }

        return true;
    }
}
