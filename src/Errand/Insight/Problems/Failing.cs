using System.Globalization;
using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>Many tasks of a type failed lately, as far as that is written down.</summary>
internal sealed class Failing : IProblemCheck
{
    private const int Fewest = 5;
    private const double Share = 0.1;

    public IEnumerable<ServerProblem> Find(ProblemFacts facts) =>
        facts.Ends.Where(ends => ends.Failed >= Fewest && ends.Failed > Share * ends.Ended).Select(ProblemOf);

    private static ServerProblem ProblemOf(TypeEnds ends) => new()
    {
        Kind = ServerProblemKind.Failing,
        Severity = ends.Failed == ends.Ended ? ServerProblemSeverity.Error : ServerProblemSeverity.Warning,
        Sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"Of {ends.Ended} tasks of type {ends.Type} that ended within 10 min, {ends.Failed} failed{LastError(ends)}."),
        Do = "Look at the errors and logs of these tasks. Once the cause is mended, run them again: POST /v1/tasks/actions.",
        Since = ends.FirstFailedAt,
        Type = ends.Type,
        Search = $"type:{ends.Type} outcome:failed finished:<10m",
    };

    private static string LastError(TypeEnds ends) =>
        ends.Error is null ? "" : $", the last one with: {ErrorExcerpt.Of(ends.Error)}";
}
