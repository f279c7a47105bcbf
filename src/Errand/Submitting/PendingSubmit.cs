namespace Errand.Submitting;

/// <summary>A submit whose caller waits for the commit.</summary>
internal sealed class PendingSubmit(Submission submission, long enqueuedAt)
{
    // Continuations must not run on the flusher, or one slow client would hold up every batch.
    private readonly TaskCompletionSource<SubmitVerdict> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Submission Submission { get; } = submission;

    /// <summary>By the monotonic clock of the process.</summary>
    public long EnqueuedAt { get; } = enqueuedAt;

    public Task<SubmitVerdict> Answer => _answer.Task;

    public void Complete(in SubmitVerdict verdict) => _answer.TrySetResult(verdict);

    public void Fail(Exception exception) => _answer.TrySetException(exception);
}
