using Errand.Lists;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;
using Errand.Web.Tasks;

namespace Errand.Web.Lists;

/// <summary>The list that a request asks for.</summary>
internal static class ListQuery
{
    private static readonly QueryParameter Type = Names("type", "tasks of this type");

    private static readonly QueryParameter Status = Words("status", "waiting|running|done", "tasks with this status");

    private static readonly QueryParameter Outcome = Words("outcome", "succeeded|failed|cancelled", "tasks with this outcome");

    private static readonly QueryParameter Reason = Words(
        "reason", "ready|scheduled|retry|paused|cancelling", "tasks that wait for this reason, or are about to stop for it");

    private static readonly QueryParameter Queue = Names("queue", "tasks of this queue");

    private static readonly QueryParameter Tag = Names("tag", "tasks with this tag");

    private static readonly QueryParameter Handler = Names("handler", "tasks that this handler runs or ran");

    private static readonly QueryParameter CreatedAfter = new(
        "createdAfter", """{"type":"string"}""", "tasks created after this instant, or younger than this age, such as 6h");

    private static readonly QueryParameter CreatedBefore = new(
        "createdBefore", """{"type":"string"}""", "tasks created before this instant, or older than this age, such as 6h");

    private static readonly QueryParameter Args = new(
        "args.", """{"type":"string"}""", "tasks with this value of the argument NAME, given as args.NAME")
    { IsRepeatable = true };

    private static readonly QueryParameter Search = new("q", """{"type":"string","maxLength":4096}""", "tasks of this search text");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":200,"default":50}""", "at most so many tasks; 50 if not given");

    private static readonly QueryParameter Cursor = new("cursor", """{"type":"string"}""", "the next of the page before");

    private static readonly QueryParameter Fields = new(
        "fields", """{"type":"string"}""", "the members of each task that are answered, with commas between them; all if not given")
    { IsRepeatable = true };

    private static readonly QueryParameter Count = new(
        "count", """{"type":"boolean","default":false}""", "whether all tasks are counted, up to 10,000");

    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        Type, Status, Outcome, Reason, Queue, Tag, Handler, CreatedAfter, CreatedBefore, Args, Search, Limit, Cursor, Fields, Count,
    ];

    private static readonly (QueryParameter Parameter, SearchKey Key)[] Filters =
    [
        (Type, SearchKeys.Type), (Status, SearchKeys.Status), (Outcome, SearchKeys.Outcome), (Reason, SearchKeys.Reason),
        (Queue, SearchKeys.Queue), (Tag, SearchKeys.Tag), (Handler, SearchKeys.Handler), (Args, SearchKeys.Args),
    ];

    /// <summary>What is wrong, or null.</summary>
    public static Problem? Read(RequestQuery? query, out ListRequest request, out ViewFields fields)
    {
        (request, fields) = (new ListRequest(new TaskSearch([]), TaskLists.DefaultLimit, null, IsCounted: false), ViewFields.All);
        if (query is null)
        {
            return null;
        }

        var terms = new List<SearchTerm>();
        if ((ReadFilters(query, terms) ?? ReadCreated(query, terms) ?? ReadRest(query, ref request, out fields)) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        List<Fault> faults = [];
        terms.AddRange(SearchTerms.Read(query[Search] ?? "", faults));
        request = request with { Search = new TaskSearch(terms) };
        return faults.Count > 0 ? Problems.InvalidSearch(faults) : null;
    }

    private static Malformed? ReadFilters(RequestQuery query, List<SearchTerm> terms)
    {
        foreach ((QueryParameter parameter, SearchKey key) in Filters)
        {
            // One name given again is another value of the same filter.
            foreach (IGrouping<string, string> sent in query.All(parameter).GroupBy(pair => pair.Key, pair => pair.Value))
            {
                string member = parameter.IsPrefix ? sent.Key[parameter.Name.Length..] : "";
                if (SearchTerms.ReadFilter(key, member, string.Join(',', sent), out SearchTerm? term) is { } wrong)
                {
                    return new Malformed($"{sent.Key}: {wrong}.");
                }

                terms.Add(term!);
            }
        }

        return null;
    }

    private static Malformed? ReadCreated(RequestQuery query, List<SearchTerm> terms) =>
        ReadCreated(query, CreatedAfter, SearchSign.Greater, terms) ?? ReadCreated(query, CreatedBefore, SearchSign.Less, terms);

    private static Malformed? ReadCreated(RequestQuery query, QueryParameter parameter, SearchSign sign, List<SearchTerm> terms)
    {
        if (query[parameter] is not { } text)
        {
            return null;
        }

        if (SearchTerms.ReadCreated(sign, text, out SearchTerm? term) is { } wrong)
        {
            return new Malformed($"{parameter.Name}: {wrong}; in a query a + is written %2B.");
        }

        terms.Add(term!);
        return null;
    }

    private static Malformed? ReadRest(RequestQuery query, ref ListRequest request, out ViewFields fields)
    {
        fields = ViewFields.All;
        if (query[Limit] is { } limit)
        {
            if (!Integers.TryParse(limit, out int count) || count is < 1 or > TaskLists.MaxLimit)
            {
                return new Malformed("limit must be an integer from 1 to 200.");
            }

            request = request with { Limit = count };
        }

        if (query[Count] is { } counted)
        {
            if (counted is not ("true" or "false"))
            {
                return new Malformed("count must be true or false.");
            }

            request = request with { IsCounted = counted == "true" };
        }

        request = request with { Cursor = query[Cursor] };
        string[] names = [.. query.All(Fields).SelectMany(pair => pair.Value.Split(','))];
        return names.Length > 0 && !ViewFieldNames.TryRead(names, out fields)
            ? new Malformed($"fields must be names with commas between them, of {ViewFieldNames.All}.")
            : null;
    }

    private static QueryParameter Names(string name, string description) => new(
        name, $$"""{"type":"string","minLength":1}""", $"{description}; with commas between them, of any of these")
    { IsRepeatable = true };

    private static QueryParameter Words(string name, string words, string description) => new(
        name, $$"""{"type":"string","pattern":"^({{words}})(,({{words}}))*$"}""", $"{description}; with commas between them, any of these")
    { IsRepeatable = true };
}
