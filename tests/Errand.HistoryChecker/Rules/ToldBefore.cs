namespace Errand.HistoryChecker;

/// <summary>Walks along a task's views and knows what had been told before an instant. Real time counts, whoever was told.</summary>
internal sealed class ToldBefore(TaskHistory task)
{
    private readonly Viewed[] _byAnswer = [.. task.Views.OrderBy(view => view.At)];
    private int _next;

    public int HighestAttempt { get; private set; }

    /// <summary>The first answer that said done.</summary>
    public Viewed? Done { get; private set; }

    /// <summary>Instants must rise from call to call.</summary>
    public ToldBefore Until(long instant)
    {
        for (; _next < _byAnswer.Length && _byAnswer[_next].At < instant; _next++)
        {
            HighestAttempt = Math.Max(HighestAttempt, _byAnswer[_next].Attempt);
            Done ??= _byAnswer[_next].Status == SeenStatus.Done ? _byAnswer[_next] : null;
        }

        return this;
    }
}
