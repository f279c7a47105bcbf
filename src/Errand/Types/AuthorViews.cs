namespace Errand.Types;

/// <summary>What the author of a task type says of how its results are looked at.</summary>
/// <param name="Views">Before what the shape of a result suggests; null: nothing. Empty: only the JSON is shown.</param>
/// <param name="Hints">By the pointers of the values, in which <c>*</c> stands for each element.</param>
/// <param name="Tag">Another one for other views and hints.</param>
internal sealed record AuthorViews(
    IReadOnlyList<ResultView>? Views, IReadOnlyDictionary<string, ValueHint> Hints, string Tag)
{
    private static readonly ResultView Tree = new() { Kind = ResultViewKind.Tree, Title = "JSON" };

    /// <summary>As a task type shows them.</summary>
    public IReadOnlyList<ResultView> Listed => Views is null ? [] : Views.Count == 0 ? [Tree] : Views;

    /// <summary>Whether views are added that the shape of a result suggests.</summary>
    public bool AreCompleted => Views is not { Count: 0 };

    /// <summary>Of an author who says nothing, or of a type that this program does not have.</summary>
    public static AuthorViews None { get; } = new(null, new Dictionary<string, ValueHint>(), "");
}
