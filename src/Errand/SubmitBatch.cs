namespace Errand;

/// <summary>Tasks that are stored by one commit.</summary>
/// <param name="Nonce">The number of its first item, and no other batch's: a batch that is sent again, because its answer was lost, is
/// stored once and answers the same ids.</param>
/// <param name="Items">1 to 10,000.</param>
/// <param name="IsWhole">They belong together: when one of them cannot be stored, none is, and every verdict is
/// <see cref="SubmitResult.Refused"/>. None of them has an idempotency key.</param>
/// <param name="IsPatient">Nobody waits for the answer itself: whoever sent them waits until they are done.</param>
/// <param name="HandOver">Where some of them may go at once instead of waiting; not with a whole.</param>
internal sealed record SubmitBatch(
    long Nonce, IReadOnlyList<Submission> Items, bool IsWhole = false, bool IsPatient = false, HandOver? HandOver = null);
