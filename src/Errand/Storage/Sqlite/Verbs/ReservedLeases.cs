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

    /// <summary>Null if the reservation cannot be used. As in a claim, the handler must be alive and the queue not paused; and no task may
    /// wait there that comes first.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="request">What is being stored.</param>
    /// <param name="claims">Receives the claimed tasks.</param>
    public static ReservedLeases? Open(WriteScope scope, SubmitRequest request, List<TaskClaim> claims)
    {
        if (ReservedItems.Of(request) is not { } chosen || request.Reservation is not { Request: var claim })
        {
            return null;
        }

        // Created here if these are its first tasks.
        long queue = scope.Queues.IdOf(claim.Queue);
        return scope[SqliteSql.ClaimHandler].Number(claim.Handler.ToBlob(), scope.Now) is not null
            && scope[SqliteSql.ClaimQueue].Number(claim.Queue) is not null
            && scope[SqliteSql.FindReady].Number(queue, QueuePlace.Negate(request.Items[0].Priority)) is null
                ? new ReservedLeases(scope, request, chosen, queue, claims)
                : null;
    }

    /// <returns>False if the task has to wait in its queue.</returns>
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
