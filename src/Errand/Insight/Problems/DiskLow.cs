namespace Errand.Insight.Problems;

/// <summary>The disk of the store is almost full. Known where the store is a file.</summary>
internal sealed class DiskLow : IProblemCheck
{
    private const long Low = 1L << 30;
    private const long VeryLow = 100L << 20;

    public IEnumerable<ServerProblem> Find(ProblemFacts facts) => facts.Work.FreeBytes is not < Low ? [] :
    [
        new ServerProblem
        {
            Kind = ServerProblemKind.Disk,
            Severity = facts.Work.FreeBytes < VeryLow ? ServerProblemSeverity.Error : ServerProblemSeverity.Warning,
            Sentence = $"The disk of the SQLite file has {ProblemText.Bytes(facts.Work.FreeBytes.Value)} left. Once it is full, no task is accepted.",
            Do = "Make room on the disk, or let tasks expire sooner: MAX_TASK_TIME.",
        },
    ];
}
