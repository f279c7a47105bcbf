namespace Errand.Lists;

/// <summary>A list as a caller in C# asks for it.</summary>
internal static class ListFilter
{
    /// <exception cref="InvalidSearchException">The search text cannot be read.</exception>
    /// <exception cref="ArgumentException">The limit is out of range.</exception>
    public static ListRequest RequestOf(TaskListFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1, nameof(filter));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Limit, TaskLists.MaxLimit, nameof(filter));
        return new ListRequest(new TaskSearch(TermsOf(filter)), filter.Limit, filter.Cursor, filter.Count);
    }

    private static IEnumerable<SearchTerm> TermsOf(TaskListFilter filter)
    {
        var faults = new List<Fault>();
        IReadOnlyList<SearchTerm> terms = SearchTerms.Read(filter.Search ?? "", faults);
        return faults.Count > 0
            ? throw new InvalidSearchException(string.Join("; ", faults.Select(fault => fault.Detail)), faults)
            :
            [
                .. terms,
                .. Term(SearchKeys.Type, filter.Types),
                .. Term(SearchKeys.Status, filter.Statuses.Select(SearchKeys.WordOf)),
                .. Term(SearchKeys.Outcome, filter.Outcomes.Select(SearchKeys.WordOf)),
                .. Term(SearchKeys.Queue, filter.Queues),
                .. Term(SearchKeys.Tag, filter.Tags),
                .. Term(SearchSign.Greater, filter.CreatedAfter),
                .. Term(SearchSign.Less, filter.CreatedBefore),
            ];
    }

    private static IEnumerable<SearchTerm> Term(SearchKey key, IEnumerable<string> values) =>
        values.Any() ? [SearchTerms.Of(key, values)] : [];

    private static IEnumerable<SearchTerm> Term(SearchSign sign, DateTimeOffset? created) =>
        created is { } instant ? [SearchTerms.Created(sign, instant)] : [];
}
