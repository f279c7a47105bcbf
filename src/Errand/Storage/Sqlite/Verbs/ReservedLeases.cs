using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Puts tasks straight into leases of the handler that reserved slots for them, within one transaction.</summary>
internal sealed class ReservedLeases
{
    private readonly WriteScope _scope;
    private readonly SubmitRequest _request;
    private readonly bool[] _chosen;
    private readonly long _queue;
    private readonly byte[] _handler;
    private readonly byte[] _claim;
    private readonly List<TaskClaim> _claims;

    private ReservedLeases(WriteScope scope, SubmitRequest request, bool[] chosen, long queue, List<TaskClaim> claims)
    {
        _scope = scope;
        _request = request;
        _chosen = chosen;
        _queue = queue;
        _handler = request.Reservation!.Request.Handler.ToBlob();
        _claim = request.Reservation.Request.ClaimId.ToBlob();
        _claims = claims;
    }

    /// <summary>Null when nothing of this batch may be handed over: as with a claim, the handler must be alive and the queue open; and
    /// nothing may wait there that comes before.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="request">What is being stored.</param>
    /// <param name="claims">Where what is handed over is added.</param>
    public static ReservedLeases? Open(WriteScope scope, SubmitRequest request, List<TaskClaim> claims)
    {
        if (ReservedItems.Of(request) is not { } chosen || request.Reservation is not { Request: var claim })
        {
            return null;
        }

        // Comes into being here when these are its first tasks.
        long queue = scope.Queues.IdOf(claim.Queue);
        return scope[SqliteSql.ClaimHandler].Number(claim.Handler.ToBlob(), scope.Now) is not null
            && scope[SqliteSql.ClaimQueue].Number(claim.Queue) is not null
            && scope[SqliteSql.FindReady].Number(queue, QueuePlace.Negate(request.Items[0].Priority)) is null
                ? new ReservedLeases(scope, request, chosen, queue, claims)
                : null;
    }

    /// <returns>False: its place is where it waits.</returns>
    public bool TryPut(int index, long id, long expires)
    {
        if (!_chosen[index])
        {
            return false;
        }

        Submission item = _request.Items[index];
        long deadline = Math.Min(expires, item.Timeout is { } timeout ? _scope.Now + timeout.ToMilliseconds() : expires);
        TaskClaim claim = ReservedItems.Claim(
            item, new TaskId(id), DateTimeOffset.FromUnixTimeMilliseconds(deadline), TimeSpan.FromMilliseconds(deadline - _scope.Now));
        _scope.Leases.Add(
            id, claim.Attempt, claim.TriesLeft, _queue, QueuePlace.Negate(item.Priority), _handler, _claim, _scope.Now, deadline);
        _claims.Add(claim);
        return true;
    }
}
