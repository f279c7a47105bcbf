using System.Collections.Concurrent;

namespace Errand.Tests.Contract;

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

    /// <summary>Looks at no request to stop.</summary>
    public Task<string> StayAsync(string gate, TaskContext task) => _gates[gate].HoldAsync(task, CancellationToken.None);
}
