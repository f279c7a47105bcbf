using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>Expired tasks are deleted late, or not at all.</summary>
internal sealed class JanitorLag : IProblemCheck
{
    /// <summary>From when on expired tasks are deleted late. A janitor rests up to 30 seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        WorkFacts work = facts.Work;
        bool isLate = work.At - work.OldestExpiredAt > Longest;
        bool isAlone = !facts.Janitors.Any();
        if (!isLate && !isAlone)
        {
            return [];
        }

        string late = isLate ? $"the oldest expired task expired {ProblemText.Age(work.At - work.OldestExpiredAt!.Value)} ago" : "";
        DateTimeOffset? goneAt = work.Members.Where(member => member.Entry.Role == Members.Janitor).Max(member => member.GoneAt);
        return
        [
            new ServerProblem
            {
                Kind = ServerProblemKind.JanitorLag,
                Severity = ServerProblemSeverity.Warning,
                Sentence = (isAlone, isLate) switch
                {
                    (true, false) => "No janitor is alive: expired tasks are not deleted.",
                    (true, true) => $"No janitor is alive: expired tasks are not deleted, and {late}.",
                    _ => $"Expired tasks are deleted late: {late}.",
                },
                Do = isAlone ? "Start a process with the role janitor."
                    : "If this grows, start another process with the role janitor.",
                Since = isAlone ? goneAt : work.OldestExpiredAt + Longest,
            },
        ];
    }
}
