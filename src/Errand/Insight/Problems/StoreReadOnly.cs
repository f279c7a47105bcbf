namespace Errand.Insight.Problems;

/// <summary>The store does not accept writes.</summary>
internal sealed class StoreReadOnly : IProblemCheck
{
    public IEnumerable<ServerProblem> Find(ProblemFacts facts) => facts.Work.AcceptsWrites ? [] :
    [
        new ServerProblem
        {
            Kind = ServerProblemKind.StoreReadOnly,
            Severity = ServerProblemSeverity.Error,
            Sentence = "The store does not accept writes: it is read-only, its disk is full, or its disk has failed.",
            Do = "On PostgreSQL, let DATABASE_URL lead to the primary server. On SQLite, make room on the disk; after log line 4009, check the disk and restart the process.",
        },
    ];
}
