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

    /// <summary>Reads a search text.</summary>
    /// <exception cref="InvalidSearchException">It cannot be read.</exception>
    public static IReadOnlyList<SearchTerm> Read(string? text)
    {
        var faults = new List<Fault>();
        IReadOnlyList<SearchTerm> terms = SearchTerms.Read(text ?? "", faults);
        return faults.Count == 0
            ? terms
            : throw new InvalidSearchException(string.Join("; ", faults.Select(fault => fault.Detail)), faults);
    }

    private static IEnumerable<SearchTerm> TermsOf(TaskListFilter filter) =>
    [
        .. Read(filter.Search),
        .. Term(SearchKeys.Type, filter.Types),
        .. Term(SearchKeys.Status, filter.Statuses.Select(SearchKeys.WordOf)),
        .. Term(SearchKeys.Outcome, filter.Outcomes.Select(SearchKeys.WordOf)),
        .. Term(SearchKeys.Queue, filter.Queues),
        .. Term(SearchKeys.Tag, filter.Tags),
        .. Term(SearchSign.Greater, filter.CreatedAfter),
        .. Term(SearchSign.Less, filter.CreatedBefore),
    ];

    private static IEnumerable<SearchTerm> Term(SearchKey key, IEnumerable<string> values) =>
        values.Any() ? [SearchTerms.Of(key, values)] : [];

    private static IEnumerable<SearchTerm> Term(SearchSign sign, DateTimeOffset? created) =>
        created is { } instant ? [SearchTerms.Created(sign, instant)] : [];
}
