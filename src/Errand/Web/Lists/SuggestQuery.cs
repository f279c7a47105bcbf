using Errand.Lists;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Lists;

/// <summary>The completions that a request asks for.</summary>
internal static class SuggestQuery
{
    private static readonly QueryParameter Field = new(
        "field", """{"type":"string","pattern":"^(type|queue|tag|handler|args|args\\..+)$"}""",
        "what is completed: type, queue, tag, handler, args for the names of arguments, or args.NAME for their values");

    private static readonly QueryParameter Type = new("type", """{"type":"string"}""", "only what tasks of this type have");

    private static readonly QueryParameter Prefix = new("prefix", """{"type":"string"}""", "what each completion begins with");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":100,"default":20}""", "at most so many completions; 20 if not given");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Field, Type, Prefix, Limit];

    /// <summary>Why it cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out SuggestRequest request)
    {
        request = new SuggestRequest(query?[Field] ?? "", query?[Type], query?[Prefix] ?? "", Suggestions.DefaultLimit);
        if (!Suggestions.IsField(request.Field))
        {
            return new Malformed($"field must be {Suggestions.Fields}.");
        }

        if (query?[Limit] is not { } limit)
        {
            return null;
        }

        bool isGood = Integers.TryParse(limit, out int count) && count is >= 1 and <= Suggestions.MaxLimit;
        request = request with { Limit = count };
        return isGood ? null : new Malformed("limit must be an integer from 1 to 100.");
    }
}
