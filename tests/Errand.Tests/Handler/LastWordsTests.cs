using System.Collections.Concurrent;
using Errand.Handler.Running;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

/// <summary>What a run says last is stored before its outcome, which ends what may be stored of it.</summary>
public sealed class LastWordsTests
{
    private const int Runs = 20_000;

    [Fact]
    public async Task A_run_that_ends_while_its_lines_are_being_written_waits_for_them()
    {
        var store = new SlowRunStore();
        var time = new FakeTimeProvider();
        var reporter = new RunReporter(
            store, new TaskEvents(NullLogger<TaskEvents>.Instance), time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        // Without its pause, so that it writes just when a run ends as often as possible.
        var passing = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                }
            },
            TestContext.Current.CancellationToken);
        var reporting = Task.Run(() => reporter.RunAsync(stop.Token), TestContext.Current.CancellationToken);
        var overtaken = new ConcurrentBag<int>();

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, Runs), parallel, async (run, _) =>
        {
            var journal = new RunJournal(new RunKey(new TaskId(run), 1), reporter);
            journal.AddLine(time.GetUtcNow(), LogLevel.Information, "last words");
            await Task.Yield();
            await reporter.FlushAsync(journal);
            if (!store.Has(run))
            {
                overtaken.Add(run);
            }
        });

        await stop.CancelAsync();
        await passing;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reporting);
        Assert.Empty(overtaken);
    }

    /// <summary>Takes reports, each after a while.</summary>
    private sealed class SlowRunStore : IRunStore
    {
        private readonly ConcurrentDictionary<long, bool> _reported = new();

        public bool Has(int run) => _reported.ContainsKey(run);

        public async Task ReportAsync(IReadOnlyList<ReportRequest> batch)
        {
            await Task.Yield();
            Thread.SpinWait(1000);
            foreach (ReportRequest report in batch)
            {
                _reported[report.Run.Id.Value] = true;
            }
        }

        public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => throw new NotSupportedException();

        public Task<BlobId?> StorePartsAsync(PartsRequest parts) => throw new NotSupportedException();

        public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => throw new NotSupportedException();

        public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) => throw new NotSupportedException();
    }
}
