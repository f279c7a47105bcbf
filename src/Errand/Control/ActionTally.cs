namespace Errand.Control;

/// <summary>What became of the tasks of one call so far.</summary>
internal sealed class ActionTally
{
    private int _unchanged;

    public int Changed { get; private set; }

    public int Total => Changed + _unchanged;

    public void Add(int changed, int unchanged)
    {
        Changed += changed;
        _unchanged += unchanged;
    }

    public TaskActionAnswer Answer(string? next) => new() { Changed = Changed, Unchanged = _unchanged, Refused = 0, Next = next };
}
