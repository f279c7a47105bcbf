using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Errand.Tests.Telemetry;

/// <summary>What one server measures; those of all other tests go by. It listens from the beginning.</summary>
internal sealed class Measured : IMeterFactory
{
    private readonly ConcurrentDictionary<string, Meter> _meters = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _all = new();
    private readonly MeterListener _listener;

    public Measured()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == this && instrument.Meter.Name == "Errand")
                {
                    Instruments.Add(instrument);
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentBag<Instrument> Instruments { get; } = [];

    public Meter Create(MeterOptions options) =>
        _meters.GetOrAdd(options.Name, name => new Meter(new MeterOptions(name) { Version = options.Version, Scope = this }));

    /// <summary>Each measurement of an instrument: its value and its tags, sorted by the tags.</summary>
    public IReadOnlyList<string> Of(string name) =>
        [.. _all.Where(measured => measured.Name == name).Select(measured => $"{measured.Value} {measured.Tags}".Trim()).Order(StringComparer.Ordinal)];

    /// <summary>The tags of each measurement of an instrument.</summary>
    public IReadOnlyList<string> TagsOf(string name) =>
        [.. _all.Where(measured => measured.Name == name).Select(measured => measured.Tags).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The same of a gauge, asked now.</summary>
    public IReadOnlyList<string> Now(string name)
    {
        while (_all.TryDequeue(out _))
        {
            // What was measured before.
        }

        _listener.RecordObservableInstruments();
        return Of(name);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (Meter meter in _meters.Values)
        {
            meter.Dispose();
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _all.Enqueue(
        (instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal))));
}
