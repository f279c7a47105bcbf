using System.Collections.Concurrent;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Tasks that run until their test lets them go.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    public Gate Add()
    {
        var gate = new Gate();
        _gates[gate.Name] = gate;
        return gate;
    }

    /// <summary>Lets all of them go.</summary>
    public void Open()
    {
        foreach (Gate gate in _gates.Values)
        {
            gate.Open();
        }
    }

    public Task<string> HoldAsync(string gate, TaskContext task, CancellationToken cancel) => _gates[gate].HoldAsync(task, cancel);
}
