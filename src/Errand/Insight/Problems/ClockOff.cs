namespace Errand.Insight.Problems;

/// <summary>The clock of this process and that of the store differ. A SQLite store has the clock of the process.</summary>
internal sealed class ClockOff : IProblemCheck
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>The store read its clock at some time between question and answer.</summary>
    public IEnumerable<ServerProblem> Find(ProblemFacts facts)
    {
        (TimeSpan ahead, TimeSpan behind) = (facts.AskedAt - facts.Work.At, facts.Work.At - facts.AnsweredAt);
        return ahead > Most ? [ProblemOf(ahead, "ahead of")] : behind > Most ? [ProblemOf(behind, "behind")] : [];
    }

    private static ServerProblem ProblemOf(TimeSpan off, string where) => new()
    {
        Kind = ServerProblemKind.Clock,
        Severity = ServerProblemSeverity.Warning,
        Sentence = $"The clock of this process is at least {ProblemText.Seconds(off)} {where} that of the store.",
        Do = "Let both machines set their clocks by NTP.",
    };
}
