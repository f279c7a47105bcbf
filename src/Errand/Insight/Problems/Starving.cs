using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>A task waits long, although live handlers could run it.</summary>
internal sealed class Starving : IProblemCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        WorkMember[] taking = [.. facts.Handlers.Where(handler => !handler.IsDraining)];
        return
            from wait in facts.Work.Waiting
            where !wait.IsPaused && facts.Work.At - wait.OldestReadyAt > Longest
            let able = taking.Where(handler => handler.Entry.Serves(wait.Queue) && handler.Entry.Has(wait.Type)).ToArray()
            where able.Length > 0
            group (wait.OldestReadyAt!.Value, able) by wait.Queue into queue
            select ProblemOf(queue.Key, queue.MinBy(wait => wait.Value), facts.Work.At);
    }

    private static ServerProblem ProblemOf(string queue, (DateTimeOffset ReadyAt, WorkMember[] Able) oldest, DateTimeOffset at)
    {
        int slots = oldest.Able.Sum(handler => handler.Entry.Slots);
        int held = oldest.Able.Sum(handler => handler.Held);
        string have = oldest.Able.Length == 1 ? "it has" : "they have";
        string hold = oldest.Able.Length == 1 ? "holds" : "hold";
        return new ServerProblem
        {
            Kind = ServerProblemKind.Starving,
            Severity = ServerProblemSeverity.Warning,
            Sentence = $"A task of queue {queue} waits {ProblemText.Age(at - oldest.ReadyAt)}, although {ProblemText.Count(oldest.Able.Length, "live handler")} could run it: "
                + $"{have} {ProblemText.Count(slots, "slot")} and {hold} {ProblemText.Count(held, "task")}.",
            Do = held < slots
                ? "Look at /health/ready and at the logs of these handlers: they should have started it."
                : "Start more handlers, or raise HANDLER_CONCURRENCY.",
            Since = oldest.ReadyAt,
            Queue = queue,
            Search = $"queue:{queue} status:waiting",
        };
    }
}
