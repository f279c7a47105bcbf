using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>Lists what is wrong.</summary>
/// <param name="store">Knows the work of all processes.</param>
/// <param name="ofProcess">Look at this process.</param>
/// <param name="waits">The waits of its runs.</param>
/// <param name="time">Its clock.</param>
internal sealed class ProblemList(IQueueStore store, IEnumerable<IProblemCheck> ofProcess, RunWaits waits, TimeProvider time)
{
    /// <summary>A server with a thousand queues is helped by the first hundred that have a problem.</summary>
    private const int MostOfAKind = 100;

    private readonly IProblemCheck[] _checks =
    [
        new Failing(), new NoHandler(), new Starving(), new PausedWithWork(), new HandlerLost(), new JanitorLag(), new StoreReadOnly(),
        new DiskLow(), new MixedVersions(time.GetUtcNow()), new ClockOff(), new WaitingForTasks(waits), .. ofProcess,
    ];

    /// <summary>Errors first, then those that have lasted longest.</summary>
    public async Task<IReadOnlyList<ServerProblem>> ListAsync(CancellationToken cancellationToken)
    {
        ProblemFacts facts = await LookAsync(cancellationToken);
        return [.. InOrder(_checks.SelectMany(check => InOrder(check.Find(facts)).Take(MostOfAKind)))];
    }

    private static IEnumerable<ServerProblem> InOrder(IEnumerable<ServerProblem> problems) => problems
        .OrderByDescending(problem => problem.Severity == ServerProblemSeverity.Error)
        .ThenBy(problem => problem.Since ?? DateTimeOffset.MaxValue)
        .ThenBy(problem => problem.Kind, StringComparer.Ordinal)
        .ThenBy(problem => problem.Queue, StringComparer.Ordinal)
        .ThenBy(problem => problem.Type, StringComparer.Ordinal)
        .ThenBy(problem => problem.Search, StringComparer.Ordinal);

    private async Task<ProblemFacts> LookAsync(CancellationToken cancellationToken)
    {
        (DateTimeOffset askedAt, long start) = (time.GetUtcNow(), time.GetTimestamp());
        WorkFacts work = await store.FindWorkAsync(cancellationToken);
        (DateTimeOffset answeredAt, long middle) = (time.GetUtcNow(), time.GetTimestamp());
        IReadOnlyList<TypeEnds> ends = await store.FindEndsAsync(cancellationToken);
        (TimeSpan first, TimeSpan second) = (time.GetElapsedTime(start, middle), time.GetElapsedTime(middle));
        return new ProblemFacts
        {
            Work = work,
            Ends = ends,
            AskedAt = askedAt,
            AnsweredAt = answeredAt,
            ReadTook = first > second ? first : second,
        };
    }
}
