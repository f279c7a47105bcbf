namespace Errand.Insight.Problems;

/// <summary>Tasks wait in a paused queue.</summary>
internal sealed class PausedWithWork : IProblemCheck
{
    public IEnumerable<ServerProblem> Find(ProblemFacts facts) =>
        from wait in facts.Work.Waiting
        where wait.IsPaused && wait.OldestReadyAt is not null
        group wait.OldestReadyAt!.Value by wait.Queue into queue
        select ProblemOf(queue.Key, queue.Min(), facts.Work.At);

    private static ServerProblem ProblemOf(string queue, DateTimeOffset oldest, DateTimeOffset at) => new()
    {
        Kind = ServerProblemKind.PausedWithWork,
        Severity = ServerProblemSeverity.Warning,
        Sentence = $"Queue {queue} is paused, and a task waits in it for {ProblemText.Age(at - oldest)}.",
        Do = $"Resume the queue: POST /v1/queues/{queue}/resume.",
        Since = oldest,
        Queue = queue,
        Search = $"queue:{queue} status:waiting",
    };
}
