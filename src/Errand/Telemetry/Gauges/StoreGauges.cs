using System.Diagnostics.Metrics;
using Errand.Storage.Views;
using Microsoft.Extensions.Hosting;

namespace Errand.Telemetry.Gauges;

/// <summary>What is in the store that all processes share. Only those with the role web tell it, or each of many handlers would ask the
/// store.</summary>
internal sealed class StoreGauges : IHostedService
{
    private readonly TaskMetrics _tasks;
    private readonly StoreFigures _figures;

    public StoreGauges(TaskMetrics tasks, StoreFigures figures)
    {
        (_tasks, _figures) = (tasks, figures);
        Meter meter = tasks.Meter;
        meter.CreateObservableGauge("errand.queue.depth", Depth, "{task}", "Tasks that wait, up to 10,000 in each place");
        meter.CreateObservableGauge(
            "errand.queue.oldest_ready", OldestReady, "s",
            "How long the oldest task has been ready that nothing has claimed; not of paused queues");
        meter.CreateObservableGauge(
            "errand.janitor.lag", () => Of<double>(work => (work.At - work.OldestExpiredAt ?? TimeSpan.Zero).TotalSeconds), "s",
            "How long ago the oldest task expired that is not deleted yet");
        meter.CreateObservableGauge("errand.store.free", () => Of(work => work.FreeBytes), "By", "Room on the disk of the store");
        meter.CreateObservableGauge("errand.store.wal", () => Of(work => work.WalBytes), "By", "The log that the store has to keep");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private StoreFigure? Look()
    {
        // Begun here, and done for the next one that asks.
        _ = _figures.ReadAsync();
        return _figures.Latest;
    }

    private IEnumerable<Measurement<long>> Depth() =>
        from queue in Queues()
        from place in (IEnumerable<(string Name, int Count)>)[("ready", queue.Ready), ("later", queue.Later)]
        group place.Count by (Queue: _tasks.QueueTag(queue.Name), Place: place.Name) into places
        select new Measurement<long>(
            places.Sum(), QueueTag(places.Key.Queue), new KeyValuePair<string, object?>(TelemetryNames.Place, places.Key.Place));

    private IEnumerable<Measurement<double>> OldestReady() =>
        from queue in Queues()
        where !queue.IsPaused
        group queue.OldestReadyAt by _tasks.QueueTag(queue.Name) into oldest
        select new Measurement<double>(Age(oldest.Min()), QueueTag(oldest.Key));

    private double Age(DateTimeOffset? at) =>
        at is { } since && _figures.Latest is { Work.At: var now } ? Math.Max(0, (now - since).TotalSeconds) : 0;

    private IEnumerable<QueueFacts> Queues() => Look()?.Queues ?? [];

    private IEnumerable<Measurement<T>> Of<T>(Func<WorkFacts, T?> figure)
        where T : struct => Look() is { Work: var work } && figure(work) is { } value ? [new Measurement<T>(value)] : [];

    private static KeyValuePair<string, object?> QueueTag(string queue) => new(TelemetryNames.Queue, queue);
}
