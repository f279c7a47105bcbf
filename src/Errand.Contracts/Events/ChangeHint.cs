namespace Errand;

/// <summary>Something may have changed: look again. A <see cref="TasksHint"/>, <see cref="QueuesHint"/> or
/// <see cref="HandlersHint"/>.</summary>
public abstract record ChangeHint
{
    private protected ChangeHint()
    {
    }
}
