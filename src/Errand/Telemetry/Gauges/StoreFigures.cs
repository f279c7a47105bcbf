using Errand.Storage;
using Errand.Storage.Views;

namespace Errand.Telemetry.Gauges;

/// <summary>What is in the store, read when somebody looks at the gauges of it, and not again within a second.</summary>
/// <remarks>Gauges are asked by a call that cannot wait. <c>/metrics</c> has it read before; for anybody else the gauges show what was read
/// when they were asked the last time.</remarks>
internal sealed class StoreFigures(IQueueStore store, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>Prometheus gives up after 10 seconds: while the store hangs, it should still hear of the process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Task<StoreFigure?>? _reading;
    private long _readAt;

    /// <summary>What was read last; null while that is nothing, as when the store is away.</summary>
    public StoreFigure? Latest { get; private set; }

    /// <summary>Reads it, unless it is fresh. Does not throw: what cannot be read is missing among the gauges.</summary>
    public Task<StoreFigure?> ReadAsync()
    {
        lock (_lock)
        {
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_readAt) >= Fresh))
            {
                _readAt = time.GetTimestamp();
                _reading = ReadNowAsync();
            }

            return _reading;
        }
    }

    /// <summary>The same, for somebody who will not wait long. What does not come in time is missing.</summary>
    public async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync().WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Latest = null;
        }
    }

    private async Task<StoreFigure?> ReadNowAsync()
    {
        try
        {
            IReadOnlyList<QueueFacts> queues = await store.ListQueuesAsync(null, CancellationToken.None);
            return Latest = new StoreFigure(queues, await store.FindWorkAsync(CancellationToken.None));
        }
        catch (StoreException)
        {
            return Latest = null;
        }
    }
}
