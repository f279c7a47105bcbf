using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Moves tasks that are due to where they can be claimed.</summary>
internal sealed class PromoteWrite(int limit) : SqliteWrite<PromoteAnswer>(WritePriority.Other)
{
    public override int Rows => limit;

    protected override PromoteAnswer Execute(WriteScope scope)
    {
        List<Due> due = FindDue(scope);
        (int count, HashSet<long>? queues) = (0, new HashSet<long>());
        foreach (Due row in due)
        {
            if (!scope.IsCareful)
            {
                Move(scope, row);
            }
            else if (!TryMove(scope, row))
            {
                continue;
            }

            count++;
            queues.Add(row.Queue);
        }

        return new PromoteAnswer(count, [.. queues.Select(scope.Queues.NameOf)], count == limit);
    }

    private List<Due> FindDue(WriteScope scope)
    {
        var due = new List<Due>();
        using SqliteRow row = scope[SqliteSql.Promote].Query(scope.Now, limit);
        while (row.Read())
        {
            due.Add(new Due(row.GetInt64(1), new QueuePlace(row.GetInt32(2), row.GetInt64(0)), row.GetInt64(3), row.GetInt64(4)));
        }

        return due;
    }

    private static bool TryMove(WriteScope scope, Due row)
    {
        if (scope.TryRow(new TaskId(row.Place.Id), () => Move(scope, row)))
        {
            return true;
        }

        scope.Places.Park(row.Place.Id, () => scope.Places.LeaveLater(row.Place.Id), row.Attempt);
        return false;
    }

    private static void Move(WriteScope scope, in Due row)
    {
        scope.Places.LeaveLater(row.Place.Id);
        scope.Places.PutReady(row.Queue, row.Place, row.Attempt, row.Tries);
    }

    private readonly record struct Due(long Queue, QueuePlace Place, long Attempt, long Tries);
}
