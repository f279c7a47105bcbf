using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>Handlers of a host went within the last hour without signing off: they crashed, were killed or were cut off from the
/// store.</summary>
internal sealed class HandlerLost : IProblemCheck
{
    private const int MostSearched = 10;

    public IEnumerable<ServerProblem> Find(ProblemFacts facts) =>
        from member in facts.Work.Members
        where member is { GoneAt: not null, SignedOff: false } && member.Entry.Role == Members.Handler
        group member by member.Entry.Host into host
        select ProblemOf(host.Key, [.. host.OrderBy(member => member.GoneAt)], facts.Work.At);

    /// <param name="host">The host.</param>
    /// <param name="lost">Its handlers, the last one last.</param>
    /// <param name="at">Now.</param>
    private static ServerProblem ProblemOf(string host, IReadOnlyList<WorkMember> lost, DateTimeOffset at)
    {
        string ago = ProblemText.Age(at - lost[^1].GoneAt!.Value);
        string who = lost.Count == 1
            ? $"A handler on {host} went without signing off {ago} ago"
            : $"{ProblemText.Count(lost.Count, "handler")} on {host} went without signing off within the last hour, the last one {ago} ago";
        int tasks = lost.Sum(member => member.Lost);
        string taken = tasks == 0 ? "no task was taken over"
            : $"{ProblemText.Count(tasks, "task")} {(tasks == 1 ? "was" : "were")} taken over";
        return new ServerProblem
        {
            Kind = ServerProblemKind.HandlerLost,
            Severity = ServerProblemSeverity.Warning,
            Sentence = $"{who}; {taken}.",
            Do = "Look why the process ended or lost the store: at its log, its supervisor and the memory of the machine.",
            Since = lost[0].GoneAt,
            Search = $"handler:{string.Join(',', lost.TakeLast(MostSearched).Select(member => member.Entry.Id.ToString()))}",
        };
    }
}
