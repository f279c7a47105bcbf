using System.Text.Json;
using Errand.Insight.Problems;

namespace Errand.Topics;

/// <summary>The list of problems.</summary>
internal sealed class ProblemsTopic(ProblemList problems) : ListTopic(HintTopics.Problems, "problems", new ProblemsHint())
{
    private protected override async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ServerProblem> found = await problems.ListAsync(cancellationToken);
        // A sentence says how long ago something was, so it changes all the time.
        var list = new ItemList<ServerProblem>([.. found.Select(problem => problem with { Sentence = "" })]);
        return JsonSerializer.SerializeToUtf8Bytes(list, ErrandJson.Default.ItemListServerProblem);
    }
}
