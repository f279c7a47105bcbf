using Errand.Insight.Problems;

namespace Errand.Submitting;

/// <summary>This process refuses submissions, because too many wait for the store.</summary>
internal sealed class SubmitQueueFull(SubmitQueue submits, BatchSubmitter batches) : IProblemCheck
{
    public IEnumerable<ServerProblem> Find(ProblemFacts facts) => submits.IsFull || batches.IsFull ?
    [
        new ServerProblem
        {
            Kind = ServerProblemKind.SubmitQueueFull,
            Severity = ServerProblemSeverity.Error,
            Sentence = submits.IsFull
                ? "This process refuses submissions: as many as it keeps wait for the store."
                : "This process refuses batches: as many as it keeps wait for the store.",
            Do = "Look whether the store is slow or away. If it is neither, let clients submit more slowly, or many tasks at once.",
        },
    ]
    : [];
}
