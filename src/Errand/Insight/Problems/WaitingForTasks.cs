using Errand.Signals;

namespace Errand.Insight.Problems;

/// <summary>Runs of this process wait for each other's tasks. A run that waits has no slot, so waits that are not a circle end.</summary>
internal sealed class WaitingForTasks(RunWaits waits) : IProblemCheck
{
    private const int MostShown = 10;

    public IEnumerable<ServerProblem> Find(ProblemFacts facts) => waits.FindCircles().Select(ProblemOf);

    private static ServerProblem ProblemOf(WaitCircle circle)
    {
        string[] ids = [.. circle.Tasks.Order().Select(id => id.ToString())];
        string more = ids.Length > MostShown ? $" and {ProblemText.Count(ids.Length - MostShown, "other")}" : "";
        string shown = more.Length > 0 ? string.Join(", ", ids.Take(MostShown)) : ProblemText.List(ids);
        return new ServerProblem
        {
            Kind = ServerProblemKind.WaitingForTasks,
            Severity = ServerProblemSeverity.Error,
            Sentence = ids.Length == 1
                ? $"Task {shown} waits for itself."
                : $"Tasks {shown}{more} wait for each other.",
            Do = $"Cancel one of them: POST /v1/tasks/{ids[^1]}/cancel. Then change the functions so that no task waits for one that waits for it.",
            Since = circle.Since,
            Search = $"id:{string.Join(',', ids.Take(MostShown))}",
        };
    }
}
