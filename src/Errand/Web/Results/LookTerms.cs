using Errand.Web.Http;

namespace Errand.Web.Results;

/// <summary>How values in the queries of this folder are read.</summary>
internal static class LookTerms
{
    /// <summary>What is not an integer becomes one that is out of every range, and is refused where ranges are checked.</summary>
    public static int? IntegerOf(string? text) =>
        text is null ? null
        : Integers.TryParse(text, out int nearest) ? nearest
        : -1;
}
