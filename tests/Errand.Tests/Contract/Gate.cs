using Errand.Tests.Hosting;

namespace Errand.Tests.Contract;

/// <summary>Holds one task in the middle of its run.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _started = Waiting.NewSignal();
    private readonly TaskCompletionSource<string> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The args of a task that is held here.</summary>
    public string Args => $$"""{"gate":"{{Name}}"}""";

    public Task Started => _started.Task.Soon();

    public void Open(string result = "through") => _opened.TrySetResult(result);

    public async Task<string> HoldAsync(TaskContext task, CancellationToken cancel)
    {
        task.ReportProgress(0.25, "a quarter");
        _started.TrySetResult();
        return await _opened.Task.WaitAsync(cancel);
    }
}
