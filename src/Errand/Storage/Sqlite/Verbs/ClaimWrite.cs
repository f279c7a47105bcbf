using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Gives ready tasks of one queue to a handler.</summary>
internal sealed class ClaimWrite(ClaimRequest request) : SqliteWrite<ClaimAnswer>(WritePriority.Claim)
{
    private static readonly ClaimAnswer MustBeat = new(true, [], IsMore: false);

    public override int Rows => request.Slots + request.Ahead;

    /// <summary>If the machine crashes before the sync, the run ends too, so the task may be unclaimed again.</summary>
    public override SyncTime Sync => SyncTime.Later;

    protected override ClaimAnswer Execute(WriteScope scope)
    {
        if (scope[SqliteSql.ClaimHandler].Number(request.Handler.ToBlob(), scope.Now) is null)
        {
            return MustBeat;
        }

        if (request.IsRepeated && HeldClaims.Find(scope, request) is { Count: > 0 } held)
        {
            return new ClaimAnswer(false, held, IsMore: true);
        }

        if (scope[SqliteSql.ClaimQueue].Number(request.Queue) is not { } queue)
        {
            return ClaimAnswer.Of(request, []);
        }

        List<ClaimRow> found = Choose(scope, queue);
        return ClaimAnswer.Of(request, found.Count == 0 ? [] : Lease(scope, queue, found));
    }

    private List<ClaimRow> Choose(WriteScope scope, long queue)
    {
        var chosen = new List<ClaimRow>();
        (int slots, int ahead, long bytes) = (request.Slots, request.Ahead, 0L);
        // Tasks on their last try are skipped when claiming ahead, but count toward the limit.
        using SqliteRow row = scope[SqliteSql.Claim].Query(scope.Now, queue, slots + (long)ahead);
        while ((slots > 0 || ahead > 0) && row.Read())
        {
            var candidate = ClaimRow.Read(row);
            bytes += candidate.Args.Length;
            if (slots > 0)
            {
                slots--;
            }
            else if (candidate.Tries > 1 && bytes <= ClaimRequest.MaxBytesAhead)
            {
                ahead--;
            }
            else
            {
                continue;
            }

            chosen.Add(candidate with { Attempt = candidate.Attempt + 1, Tries = candidate.Tries - 1 });
        }

        return chosen;
    }

    private List<TaskClaim> Lease(WriteScope scope, long queue, List<ClaimRow> chosen)
    {
        var claims = new List<TaskClaim>(chosen.Count);
        (byte[]? handler, byte[]? claim) = (request.Handler.ToBlob(), request.ClaimId.ToBlob());
        foreach (ClaimRow row in chosen)
        {
            if (!scope.IsCareful)
            {
                Move(scope, queue, row, handler, claim);
            }
            else if (!TryMove(scope, queue, row, handler, claim))
            {
                continue;
            }

            claims.Add(row.ToClaim(request.Queue, scope.Now));
        }

        return claims;
    }

    private static bool TryMove(WriteScope scope, long queue, ClaimRow row, byte[] handler, byte[] claim)
    {
        if (scope.TryRow(new TaskId(row.Id), () => Move(scope, queue, row, handler, claim)))
        {
            return true;
        }

        scope.Places.Park(row.Id, () => scope.Places.LeaveReady(queue, row.Priority, row.Id), row.Attempt);
        return false;
    }

    private static void Move(WriteScope scope, long queue, in ClaimRow row, byte[] handler, byte[] claim)
    {
        scope.Places.LeaveReady(queue, row.Priority, row.Id);
        scope.Leases.Add(row.Id, row.Attempt, row.Tries, queue, row.Priority, handler, claim, scope.Now, row.Deadline);
    }
}
