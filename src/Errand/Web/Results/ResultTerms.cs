using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Results;

/// <summary>How a result is asked for.</summary>
internal sealed record ResultTerms
{
    private static readonly QueryParameter Download = new(
        "download", """{"type":"integer","enum":[0,1]}""", "with 1, a browser saves the answer as a file");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Download];

    public bool IsDownload { get; private init; }

    /// <summary>Why it cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out ResultTerms terms)
    {
        string? download = query?[Download];
        terms = new ResultTerms { IsDownload = download == "1" };
        return download is null or "0" or "1" ? null : new Malformed("download must be 0 or 1.");
    }
}
