namespace Errand;

/// <summary>Something may have changed: look again. A <see cref="TasksHint"/>, <see cref="StatsHint"/>, <see cref="QueuesHint"/>,
/// <see cref="HandlersHint"/> or <see cref="ProblemsHint"/>.</summary>
public abstract record ChangeHint
{
    private protected ChangeHint()
    {
    }
}
