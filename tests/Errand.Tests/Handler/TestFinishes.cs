using Errand.Handler.Running;
using Errand.Signals;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Handler;

/// <summary>The part of a handler that records outcomes.</summary>
internal sealed class TestFinishes : IDisposable
{
    private readonly ThrowingProvider _throwing = new();
    private readonly ILoggerFactory _logs;
    private readonly ActiveRuns _runs;
    private readonly FinishLoop _loop;

    public TestFinishes(WatchedStore store, TimeProvider time)
    {
        _logs = LoggerFactory.Create(logging => logging.AddProvider(_throwing));
        var events = new TaskEvents(_logs.CreateLogger<TaskEvents>());
        events.Happened += _ => throw new InvalidOperationException("odd");
        ILogger logger = _logs.CreateLogger<RunLedger>();
        _runs = new ActiveRuns(time);
        Queue = new FinishQueue(Log);
        Ledger = new RunLedger(
            _runs, new RunReporter(store, events, time, logger), new LargeResults(store, time, logger, CancellationToken.None), Queue,
            events, logger);
        _loop = new FinishLoop(store, Queue, Ledger, Wake, time, Log);
    }

    public FinishQueue Queue { get; }

    public RunLedger Ledger { get; }

    public AsyncSignal Wake { get; } = new();

    /// <summary>What the loop logged.</summary>
    public RecordedLines Log { get; } = new();

    /// <summary>From now on the ledger throws at each verdict.</summary>
    public void BreakLedger() => _throwing.IsBroken = true;

    public Task RunAsync(CancellationToken abandonToken) => _loop.RunAsync(abandonToken);

    public void Dispose()
    {
        _throwing.IsBroken = false;
        _logs.Dispose();
        _runs.Dispose();
    }
}
