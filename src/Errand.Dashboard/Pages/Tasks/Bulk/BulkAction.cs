using Errand.Dashboard.Search;

namespace Errand.Dashboard.Pages.Tasks.Bulk;

/// <summary>What can be done with many tasks.</summary>
public sealed record BulkAction
{
    private static readonly BulkAction[] All =
    [
        new()
        {
            Action = TaskAction.Cancel, Word = "cancel", Verb = "Cancel", Past = "cancelled",
            States = StateSet.Waiting | StateSet.Running, Narrowing = SearchTextTerm.Of("status", "waiting", "running"),
            Why = "only waiting and running tasks can be cancelled",
        },
        new()
        {
            Action = TaskAction.Retry, Word = "retry", Verb = "Retry", Past = "retried",
            States = StateSet.Failed | StateSet.Cancelled, Narrowing = SearchTextTerm.Of("outcome", "failed", "cancelled"),
            Why = "only failed and cancelled tasks can be retried",
        },
        new()
        {
            Action = TaskAction.Delete, Word = "delete", Verb = "Delete", Past = "deleted",
            States = StateSet.Done, Narrowing = SearchTextTerm.Of("status", "done"),
            Why = "only tasks that are done can be deleted",
        },
        new()
        {
            Action = TaskAction.Keep, Word = "keep", Verb = "Keep", Past = "kept", States = StateSet.All, Narrowing = null,
            Why = "they are no longer there",
        },
    ];

    public required TaskAction Action { get; init; }

    /// <summary>In forms: <c>retry</c>.</summary>
    public required string Word { get; init; }

    /// <summary>On buttons: <c>Retry</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>Afterwards: <c>retried</c>.</summary>
    public required string Past { get; init; }

    /// <summary>Why some tasks stay as they are.</summary>
    public required string Why { get; init; }

    /// <summary>The tasks that it does something with.</summary>
    public required StateSet States { get; init; }

    /// <summary>The term that finds them; null for all tasks.</summary>
    public required SearchTextTerm? Narrowing { get; init; }

    public static BulkAction? Find(string? word) => Array.Find(All, action => action.Word == word);

    /// <summary>Those that do something with tasks of a search.</summary>
    internal static IReadOnlyList<BulkAction> For(SearchText search)
    {
        StateSet states = SearchStates.Of(search);
        return [.. All.Where(action => (action.States & states) != StateSet.None)];
    }

    /// <summary>The search for those of its tasks that the action does something with.</summary>
    internal SearchText Narrow(SearchText search)
    {
        StateSet states = SearchStates.Of(search);
        return Narrowing is null || (states & ~States) == StateSet.None ? search : search.With(Narrowing);
    }
}
