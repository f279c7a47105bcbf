namespace Errand.Storage.Messages;

/// <summary>Tasks that are to be stored by one commit.</summary>
/// <param name="Nonce">The number of its first item, and no other request's: a request that is sent again, because its answer was lost, is
/// stored once and answers the same ids.</param>
/// <param name="Items">1 to 10,000.</param>
/// <param name="IsAllOrNone">When one of them cannot be stored, none is, and every verdict is
/// <see cref="SubmitVerdict.Refused"/>. None of them has an idempotency key.</param>
/// <param name="IsPatient">Nobody waits for the answer itself: whoever sent them waits until they are done.</param>
/// <param name="Reservation">Where some of them may go at once instead of waiting; not with <paramref name="IsAllOrNone"/>.</param>
internal sealed record SubmitRequest(
    long Nonce, IReadOnlyList<Submission> Items, bool IsAllOrNone = false, bool IsPatient = false, Reservation? Reservation = null);
