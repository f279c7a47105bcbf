namespace Errand.Dashboard.Tests.Servers;

/// <summary>Holds one task in the middle of its run.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _started = Waiting.NewSignal();
    private readonly TaskCompletionSource<string> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskContext? _task;

    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The args of a task that is held here.</summary>
    public object Args => new { gate = Name };

    /// <summary>Ends when the task is held.</summary>
    public Task Started => _started.Task.Soon();

    /// <summary>The task that is held: to report progress and to log by.</summary>
    public TaskContext Task => _task ?? throw new InvalidOperationException("No task has come yet.");

    public void Open(string result = "through") => _opened.TrySetResult(result);

    public async Task<string> HoldAsync(TaskContext task, CancellationToken cancel)
    {
        _task = task;
        _started.TrySetResult();
        return await _opened.Task.WaitAsync(cancel);
    }
}
