using System.Diagnostics.Metrics;

namespace Errand.Telemetry;

/// <summary>Times what is asked of the store, and counts how much each request holds.</summary>
internal sealed class StoreMetrics
{
    /// <summary>A tenth of a millisecond to half a minute: longer than what anything waits for the store.</summary>
    private static readonly double[] Seconds = [0.0001, 0.000316, 0.001, 0.00316, 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10, 31.6];

    private static readonly long[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _size;
    private readonly TimeProvider _time;

    public StoreMetrics(TaskMetrics tasks, TimeProvider time)
    {
        _time = time;
        _duration = tasks.Meter.CreateHistogram(
            "errand.store.duration", "s", "How long requests to the store took", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _size = tasks.Meter.CreateHistogram(
            "errand.store.batch.size", "{task}", "How many tasks a request to the store held", null,
            new InstrumentAdvice<long> { HistogramBucketBoundaries = Sizes });
    }

    /// <summary>Somebody listens.</summary>
    public bool IsOn => _duration.Enabled || _size.Enabled;

    /// <param name="operation">What the store is asked for.</param>
    /// <param name="request">Asks it.</param>
    public async Task<T> TimeAsync<T>(string operation, Func<Task<T>> request)
    {
        long start = _time.GetTimestamp();
        try
        {
            T answer = await request();
            Took(operation, start);
            return answer;
        }
        catch (Exception e)
        {
            Failed(operation, start, e);
            throw;
        }
    }

    public T Time<T>(string operation, Func<T> request)
    {
        long start = _time.GetTimestamp();
        try
        {
            T answer = request();
            Took(operation, start);
            return answer;
        }
        catch (Exception e)
        {
            Failed(operation, start, e);
            throw;
        }
    }

    public void Held(string operation, int tasks) => _size.Record(tasks, Operation(operation));

    private void Took(string operation, long start) => _duration.Record(_time.GetElapsedTime(start).TotalSeconds, Operation(operation));

    private void Failed(string operation, long start, Exception e) => _duration.Record(
        _time.GetElapsedTime(start).TotalSeconds, Operation(operation),
        new KeyValuePair<string, object?>(TelemetryNames.ErrorType, e.GetType().FullName));

    private static KeyValuePair<string, object?> Operation(string operation) => new(TelemetryNames.Operation, operation);
}
