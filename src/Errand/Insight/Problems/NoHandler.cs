using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>Tasks wait in a queue that no live handler serves, or have a type that no live handler of their queue has. A paused queue has
/// another problem.</summary>
internal sealed class NoHandler : IProblemCheck
{
    public IEnumerable<ServerProblem> Find(ProblemFacts facts) =>
        facts.Work.Waiting.Where(wait => !wait.IsPaused).GroupBy(wait => wait.Queue)
            .SelectMany(queue => FindIn(queue.Key, [.. queue], facts));

    private static IEnumerable<ServerProblem> FindIn(string queue, IReadOnlyList<TypeWait> waiting, ProblemFacts facts)
    {
        WorkMember[] serving = [.. facts.Handlers.Where(handler => handler.Entry.Serves(queue))];
        return serving.Length > 0
            ? waiting.Where(wait => !Array.Exists(serving, handler => handler.Entry.Has(wait.Type)))
                .Select(wait => OfType(wait, facts.Work))
            : waiting.Min(wait => wait.OldestReadyAt) is { } oldest ? [OfQueue(queue, oldest, facts.Work)]
            : [];
    }

    private static ServerProblem OfQueue(string queue, DateTimeOffset oldest, WorkFacts work)
    {
        WorkMember? last = LastOf(work, handler => handler.Serves(queue));
        string age = ProblemText.Age(work.At - oldest);
        return new ServerProblem
        {
            Kind = ServerProblemKind.NoHandler,
            Severity = ServerProblemSeverity.Error,
            Sentence = $"Queue {queue} waits {age}: no live handler serves it{WasLast(last, work.At)}.",
            Do = $"Start a handler with HANDLER_QUEUES={queue}.",
            Since = Later(oldest, last?.GoneAt),
            Queue = queue,
            Search = $"queue:{queue} status:waiting",
        };
    }

    private static ServerProblem OfType(TypeWait wait, WorkFacts work)
    {
        WorkMember? last = LastOf(work, handler => handler.Serves(wait.Queue) && handler.Has(wait.Type));
        return new ServerProblem
        {
            Kind = ServerProblemKind.NoHandler,
            Severity = ServerProblemSeverity.Error,
            Sentence = $"Tasks of type {wait.Type} wait in queue {wait.Queue}: no live handler of the queue has this type{WasLast(last, work.At)}.",
            Do = $"Start a handler that serves queue {wait.Queue} and has the task type {wait.Type}.",
            Since = Later(wait.OldestCreatedAt, last?.GoneAt),
            Queue = wait.Queue,
            Type = wait.Type,
            Search = $"queue:{wait.Queue} type:{wait.Type} status:waiting",
        };
    }

    private static WorkMember? LastOf(WorkFacts work, Func<MemberEntry, bool> could) =>
        work.Members.Where(member => member.GoneAt is not null && member.Entry.Role == Members.Handler && could(member.Entry))
            .MaxBy(member => member.GoneAt);

    private static string WasLast(WorkMember? last, DateTimeOffset at) =>
        last is { GoneAt: { } goneAt } ? $"; the last was on {last.Entry.Host}, gone {ProblemText.Age(at - goneAt)} ago" : "";

    private static DateTimeOffset Later(DateTimeOffset oldest, DateTimeOffset? goneAt) => goneAt > oldest ? goneAt.Value : oldest;
}
