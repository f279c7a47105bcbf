using Errand.Dashboard.Parts;
using Errand.Dashboard.Search;

namespace Errand.Dashboard.Pages.Tasks.Bulk;

/// <summary>Says which tasks an action is about.</summary>
internal static class BulkWords
{
    private static readonly (StateSet State, string Word)[] States =
    [
        (StateSet.Waiting, "waiting"), (StateSet.Running, "running"), (StateSet.Succeeded, "succeeded"), (StateSet.Failed, "failed"),
        (StateSet.Cancelled, "cancelled"),
    ];

    /// <summary><c>1,812 failed tasks of type fit, created before 10:52:07 UTC</c></summary>
    public static string Tasks(TaskActionCount count, SearchText search, DateTimeOffset before)
    {
        string number = count.Exact ? Amounts.Count(count.Matched) : $"more than {Amounts.Count(count.Matched)}";
        string noun = count is { Matched: 1, Exact: true } ? "task" : "tasks";
        IReadOnlyList<string> types = search.ValuesOf("type");
        IReadOnlyList<string> queues = search.ValuesOf("queue");
        SearchText rest = search.Without(["status", "outcome", types.Count > 0 ? "type" : "status", queues.Count > 0 ? "queue" : "status"]);
        return $"{number} {StateWords(SearchStates.Of(search))}{noun}{Of(" of type ", types)}{Of(" in queue ", queues)}"
            + $"{(rest.IsEmpty ? "" : $" that match {rest}")}, created before {Instant.Clock(before)} UTC";
    }

    private static string StateWords(StateSet states) => states switch
    {
        StateSet.All => "",
        StateSet.Done => "finished ",
        _ => $"{Or([.. States.Where(word => (states & word.State) != StateSet.None).Select(word => word.Word)])} ",
    };

    private static string Of(string before, IReadOnlyList<string> names) => names.Count == 0 ? "" : before + Or(names);

    private static string Or(IReadOnlyList<string> words) =>
        words.Count <= 1 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
