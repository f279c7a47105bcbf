using System.Collections.Concurrent;
using System.Diagnostics;

namespace Errand.Tests.Telemetry;

/// <summary>The spans of one queue; those of all other tests go by.</summary>
internal sealed class SpanWatch : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanWatch()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Errand",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => IsOurs(options.Tags)
                ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string Queue { get; } = $"traced-{Guid.NewGuid():n}";

    public Activity One(string operation) => Assert.Single(_ended, span => span.DisplayName == $"{operation} {Queue}");

    public int Count => _ended.Count;

    public void Dispose() => _listener.Dispose();

    private bool IsOurs(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        tags?.Contains(new("messaging.destination.name", Queue)) == true;
}
