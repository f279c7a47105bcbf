namespace Errand.Handler;

/// <summary>How this process runs tasks.</summary>
internal sealed class HandlerOptions
{
    /// <summary>How many handlers this process is, each an entry of its own in the list of handlers.</summary>
    /// <value>Default: 1. Range: 1 to 64.</value>
    [Setting("HANDLERS", 1, 64)]
    public int Count { get; set; } = 1;

    /// <summary>How many tasks one handler runs at a time.</summary>
    /// <value>Default: the number of processors. Range: 1 to 10,000.</value>
    [Setting("HANDLER_CONCURRENCY", 1, 10_000)]
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>The queues it serves; empty: all.</summary>
    /// <value>Default: all. Setting: <c>HANDLER_QUEUES</c>, comma-separated.</value>
    public IReadOnlyCollection<string> Queues { get; set; } = [];

    /// <summary>How long running tasks get at a stop before they are handed back.</summary>
    /// <value>Default: 25 seconds. Range: 0 to 1 day.</value>
    [Setting("SHUTDOWN_GRACE", 0, 86_400)]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The largest result that is stored; a larger one fails its task for good.</summary>
    /// <value>Default: 256 MiB. Range: 1 KiB to 1 GiB, which is about as much as one array and one JSON document can hold.</value>
    [Setting("MAX_RESULT_BYTES", 1024, 1_073_741_824)]
    public int MaxResultBytes { get; set; } = TaskLimits.DefaultMaxResultBytes;

    /// <summary>The first run of a task that had not to wait is part of the trace that submitted it; else each run is a trace of its own,
    /// with a link to that one.</summary>
    /// <value>Default: false. Setting: <c>ERRAND_TRACE</c>, <c>link</c> or <c>child</c>.</value>
    public bool ContinuesTraces { get; set; }
}
