using Errand.Results.Indexing;
using Errand.Types;

namespace Errand.Results.Views;

/// <summary>Says how a value of a result is looked at: first as its author wants it, then as its shape suggests, and always as
/// JSON.</summary>
internal static class ViewChoice
{
    /// <param name="author">What the author of the task type says.</param>
    /// <param name="node">The value.</param>
    /// <param name="at">Where it is.</param>
    public static IReadOnlyList<ResultView> Of(AuthorViews author, ResultNode node, string at)
    {
        ResultView[] own = at.Length == 0 ? [.. (author.Views ?? []).Where(view => ViewFit.Has(node, view))] : [];
        IEnumerable<ResultView> suggested = author.AreCompleted ? new SuggestedViews(new ViewWords(author.Hints)).Of(node, at) : [];
        return
        [
            .. own,
            .. suggested.Where(view => !own.Any(other => ShowsTheSame(other, view))),
            new ResultView { Kind = ResultViewKind.Tree, Title = "JSON", At = at },
        ];
    }

    private static bool ShowsTheSame(ResultView view, ResultView other) =>
        view.Kind == other.Kind && view.At == other.At && view.X?.Column == other.X?.Column
        && view.Y.Select(line => line.Column).SequenceEqual(other.Y.Select(line => line.Column));
}
