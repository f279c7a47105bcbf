using Errand.Insight.Problems;

namespace Errand.Submitting;

/// <summary>The store is slow for this process: it took long for a read of the facts, or takes long for commits of submissions.</summary>
internal sealed class StoreSlow(SubmitQueue submits) : IProblemCheck
{
    private const int FewestCommits = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        IReadOnlyList<TimeSpan> commits = submits.Commits.Latest;
        List<string> slow = [];
        if (facts.ReadTook > Longest)
        {
            slow.Add($"a read took {ProblemText.Seconds(facts.ReadTook)}");
        }

        if (commits.Count >= FewestCommits && commits[commits.Count / 2] is var half && half > Longest)
        {
            slow.Add($"of its latest {ProblemText.Count(commits.Count, "commit")} of submissions at least half took {ProblemText.Seconds(half)} or longer");
        }

        return slow.Count == 0 ? [] :
        [
            new ServerProblem
            {
                Kind = ServerProblemKind.StoreSlow,
                Severity = ServerProblemSeverity.Warning,
                Sentence = $"The store is slow for this process: {ProblemText.List(slow)}.",
                Do = "Look at the load of the database and of its disk, and whether another program locks it.",
            },
        ];
    }
}
