using Errand.Storage.Messages;

namespace Errand.Submitting;

/// <summary>A submission whose caller waits for the commit.</summary>
/// <remarks>Continuations do not run on the loop of <see cref="SubmitQueue"/>: one slow caller would hold up every request.</remarks>
internal sealed class PendingSubmission(Submission submission, long enqueuedAt, bool isPatient)
    : TaskCompletionSource<SubmitAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Submission Submission { get; } = submission;

    /// <summary>By the monotonic clock of the process.</summary>
    public long EnqueuedAt { get; } = enqueuedAt;

    /// <summary>Who sent it waits until it is done.</summary>
    public bool IsPatient { get; } = isPatient;
}
