namespace Errand.Storage.Messages;

/// <summary>Tasks to store in one commit.</summary>
/// <param name="Nonce">The number of its first item, unique to this request. If the answer is lost and the request is sent again, it is
/// stored once and answers the same ids.</param>
/// <param name="Items">1 to 10,000.</param>
/// <param name="IsAllOrNone">If one of them cannot be stored, none is, and every verdict is <see cref="SubmitVerdict.Refused"/>. None of
/// them has an idempotency key.</param>
/// <param name="IsPatient">The client waits until the tasks are done, so the answer to this request is not urgent.</param>
/// <param name="Reservation">Slots that some of them may get at once; not with <paramref name="IsAllOrNone"/>.</param>
internal sealed record SubmitRequest(
    long Nonce, IReadOnlyList<Submission> Items, bool IsAllOrNone = false, bool IsPatient = false, Reservation? Reservation = null);
