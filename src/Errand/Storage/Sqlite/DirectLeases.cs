namespace Errand.Storage.Sqlite;

/// <summary>Puts tasks of a batch straight into leases of the handler that offered room, within one transaction.</summary>
internal sealed class DirectLeases
{
    private readonly WriteScope _scope;
    private readonly SubmitBatch _batch;
    private readonly bool[] _chosen;
    private readonly long _queue;
    private readonly byte[] _handler;
    private readonly byte[] _claim;
    private readonly List<TaskClaim> _claims;

    private DirectLeases(WriteScope scope, SubmitBatch batch, bool[] chosen, long queue, List<TaskClaim> claims)
    {
        _scope = scope;
        _batch = batch;
        _chosen = chosen;
        _queue = queue;
        _handler = batch.HandOver!.Room.Handler.ToBlob();
        _claim = batch.HandOver.Room.ClaimId.ToBlob();
        _claims = claims;
    }

    /// <summary>Null when nothing of this batch may be handed over: as with a claim, the handler must be alive and the queue open; and
    /// nothing may wait there that comes before.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="batch">What is being stored.</param>
    /// <param name="claims">Where what is handed over is added.</param>
    public static DirectLeases? Open(WriteScope scope, SubmitBatch batch, List<TaskClaim> claims)
    {
        if (HandOverChoice.Of(batch) is not { } chosen || batch.HandOver is not { Room: var room })
        {
            return null;
        }

        // Comes into being here when these are its first tasks.
        long queue = scope.Queues.IdOf(room.Queue);
        return scope[SqliteSql.ClaimHandler].Number(room.Handler.ToBlob(), scope.Now) is not null
            && scope[SqliteSql.ClaimQueue].Number(room.Queue) is not null
            && scope[SqliteSql.FindReady].Number(queue, -batch.Items[0].Priority) is null
                ? new DirectLeases(scope, batch, chosen, queue, claims)
                : null;
    }

    /// <returns>False: its place is where it waits.</returns>
    public bool TryPut(int index, long id, long expires)
    {
        if (!_chosen[index])
        {
            return false;
        }

        Submission item = _batch.Items[index];
        long deadline = Math.Min(expires, item.Timeout is { } timeout ? _scope.Now + timeout.ToMilliseconds() : expires);
        TaskClaim claim = HandOverChoice.Claim(
            item, new TaskId(id), DateTimeOffset.FromUnixTimeMilliseconds(deadline), TimeSpan.FromMilliseconds(deadline - _scope.Now));
        _scope.Leases.Add(
            id, claim.Attempt, claim.TriesLeft, _queue, -item.Priority, _handler, _claim, _scope.Now, deadline);
        _claims.Add(claim);
        return true;
    }
}
