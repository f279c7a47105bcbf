namespace Errand.HistoryChecker;

/// <summary>Goes through a task's views in time order, and knows what any client had seen before an instant.</summary>
internal sealed class ToldBefore(TaskHistory task)
{
    private readonly Viewed[] _byAnswer = [.. task.Views.OrderBy(view => view.At)];
    private int _next;

    public int HighestAttempt { get; private set; }

    /// <summary>The first answer that said done.</summary>
    public Viewed? Done { get; private set; }

    /// <summary>Instants must increase from call to call.</summary>
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
