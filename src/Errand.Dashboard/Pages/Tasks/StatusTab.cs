using Errand.Dashboard.Search;

namespace Errand.Dashboard.Pages.Tasks;

/// <summary>A tab above the list: the same search for tasks of one state.</summary>
/// <param name="Words">What it says.</param>
/// <param name="Icon">Its icon; null for all states.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="IsActive">Whether the list shows just these.</param>
public sealed record StatusTab(string Words, string? Icon, ListAddress Address, bool IsActive)
{
    private static readonly (string Words, SearchTextTerm? Term)[] Tabs =
    [
        ("All", null),
        ("Waiting", SearchTextTerm.Of("status", "waiting")),
        ("Running", SearchTextTerm.Of("status", "running")),
        ("Succeeded", SearchTextTerm.Of("outcome", "succeeded")),
        ("Failed", SearchTextTerm.Of("outcome", "failed")),
        ("Cancelled", SearchTextTerm.Of("outcome", "cancelled")),
    ];

    /// <summary>They keep all other terms and the columns, and begin with the newest task.</summary>
    internal static IReadOnlyList<StatusTab> Of(SearchText search, ListAddress address)
    {
        SearchTextTerm[] now = [.. search.Terms.Where(term => term.Key is "status" or "outcome")];
        SearchText rest = search.Without("status", "outcome");
        return
        [
            .. Tabs.Select(tab => new StatusTab(
                tab.Words,
                tab.Term?.Values[0].Text,
                new ListAddress((tab.Term is { } term ? rest.With(term) : rest).ToString()) { Columns = address.Columns },
                tab.Term is null ? now is [] : now is [var only] && only.Equals(tab.Term))),
        ];
    }
}
