namespace Errand.TestServers;

/// <summary>What a process wrote, and whoever waits for a line of it.</summary>
public sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Predicate<string> IsIt, TaskCompletionSource<string> Seen)> _waiting = [];

    public string Text => string.Join('\n', Lines);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            foreach ((Predicate<string> isIt, TaskCompletionSource<string> seen) in _waiting)
            {
                if (isIt(line))
                {
                    seen.TrySetResult(line);
                }
            }
        }
    }

    /// <summary>The first line with this text, written already or yet to come.</summary>
    public Task<string> LineAsync(string text)
    {
        bool IsIt(string line) => line.Contains(text, StringComparison.Ordinal);
        lock (_lock)
        {
            if (_lines.Find(IsIt) is { } written)
            {
                return Task.FromResult(written);
            }

            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((IsIt, seen));
            return seen.Task;
        }
    }
}
