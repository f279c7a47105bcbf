namespace Throughput;

/// <summary>How fast one queue is filled and emptied.</summary>
internal sealed class QueueRates(TaskQueue queue)
{
    public string Name => queue.Name;

    /// <summary>A round takes long.</summary>
    public bool IsSlow => queue.Slowness > 1;

    public Rates Submit { get; } = new();

    public Rates Drain { get; } = new();

    /// <summary>A round that does not count, which compiles the code.</summary>
    public async Task WarmUpAsync(int count)
    {
        await queue.FillAsync(count / queue.Slowness);
        await queue.DrainAsync();
    }

    public async Task MeasureAsync(int count)
    {
        int tasks = count / queue.Slowness;
        Submit.Add(tasks / (await queue.FillAsync(tasks)).TotalSeconds);
        Drain.Add(tasks / (await queue.DrainAsync()).TotalSeconds);
    }
}
