namespace Errand.Lists;

/// <summary>How much work one request for a list may still cause.</summary>
internal sealed class WalkBudget(TimeProvider time)
{
    /// <summary>No request looks at more tasks.</summary>
    public const int MaxTasks = 100_000;

    private const int FirstChunk = 250;
    private const int LargestChunk = 10_000;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private int _left = MaxTasks;
    private int _chunk = FirstChunk;

    public bool IsSpent => _left == 0 || time.GetElapsedTime(_start) >= MaxTime;

    /// <summary>How many tasks may be read next. More each time: the first ones are often enough.</summary>
    public int NextChunk()
    {
        int chunk = Math.Min(_chunk, _left);
        _chunk = Math.Min(_chunk * 2, LargestChunk);
        return chunk;
    }

    /// <param name="tasks">How many tasks were read.</param>
    /// <param name="areLarge">Whether there was no room for as many as were asked for.</param>
    public void Spend(int tasks, bool areLarge)
    {
        _left -= tasks;
        if (areLarge)
        {
            // The store looks at all that it is asked for, whether there is room or not.
            _chunk = 2 * tasks;
        }
    }
}
