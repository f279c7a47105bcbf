using System.Collections.Concurrent;
using Errand.Tests.Hosting;

namespace Errand.Tests.Http;

/// <summary>Tasks that run until their test lets them go.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();

    public Gate Add()
    {
        var gate = new Gate();
        _gates[gate.Name] = gate;
        return gate;
    }

    public Task<string> HoldAsync(string gate, TaskContext task, CancellationToken cancel) => _gates[gate].HoldAsync(task, cancel);
}

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
