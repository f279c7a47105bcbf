namespace Errand.Insight.Problems;

/// <summary>Looks for problems of one kind. What it says must be true at the instant of the facts, or now.</summary>
internal interface IProblemCheck
{
    /// <summary>One for each queue, type or host that has it.</summary>
    IEnumerable<ServerProblem> Find(ProblemFacts facts);
}
