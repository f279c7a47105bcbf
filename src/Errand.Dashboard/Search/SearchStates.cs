namespace Errand.Dashboard.Search;

/// <summary>Which states a search leaves to the tasks that it finds.</summary>
internal static class SearchStates
{
    public static StateSet Of(SearchText search)
    {
        StateSet states = StateSet.All;
        foreach (SearchTextTerm term in search.Terms.Where(term => term.Key is "status" or "outcome"))
        {
            StateSet named = term.Values.Aggregate(StateSet.None, (sum, value) => sum | Of(value.Text));
            states &= term.IsNegated ? ~named : named;
        }

        return states;
    }

    private static StateSet Of(string word) => word switch
    {
        "waiting" => StateSet.Waiting,
        "running" => StateSet.Running,
        "done" => StateSet.Done,
        "succeeded" => StateSet.Succeeded,
        "failed" => StateSet.Failed,
        "cancelled" => StateSet.Cancelled,
        _ => StateSet.None,
    };
}
