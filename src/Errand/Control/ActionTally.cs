namespace Errand.Control;

/// <summary>What became of the tasks of one call so far.</summary>
internal sealed class ActionTally
{
    private int _unchanged;
    private int _refused;

    public int Changed { get; private set; }

    public int Total => Changed + _unchanged + _refused;

    public void Add(int changed, int unchanged, int refused)
    {
        Changed += changed;
        _unchanged += unchanged;
        _refused += refused;
    }

    public TaskActionAnswer Answer(string? next) => new() { Changed = Changed, Unchanged = _unchanged, Refused = _refused, Next = next };
}
