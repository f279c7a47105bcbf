using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Server;

/// <summary>Which handlers or janitors a request asks for.</summary>
internal static class MemberQuery
{
    private static readonly QueryParameter Gone = new(
        "gone", """{"type":"boolean","default":false}""", "whether those that went within the last hour are listed too");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Gone];

    /// <summary>Why it cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out bool withGone)
    {
        string? wanted = query?[Gone];
        withGone = wanted == "true";
        return wanted is null or "true" or "false" ? null : new Malformed("gone must be true or false.");
    }
}
