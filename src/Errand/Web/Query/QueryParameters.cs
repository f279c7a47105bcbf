using Errand.Submitting;

namespace Errand.Web.Query;

/// <summary>The query parameters that more than one route may accept.</summary>
internal static class QueryParameters
{
    public static readonly QueryParameter Wait = new(
        "wait", """{"type":"number","minimum":0}""", "seconds to wait until the task is done; more than 60 counts as 60");

    /// <summary>The options of a task.</summary>
    public static readonly IReadOnlyList<QueryParameter> Options =
    [
        .. TaskOptions.All.Select(option =>
            new QueryParameter(option.QueryName, option.Schema, option.Description)
            {
                Option = option,
                IsRepeatable = option.IsRepeatable,
            }),
    ];

    /// <summary>Whether a parameter may be there more than once, on whichever route.</summary>
    public static bool MayRepeat(string name) => Options.Any(parameter => parameter.IsRepeatable && parameter.Name == name);
}
