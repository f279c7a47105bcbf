using Errand.Web.Http;
using Errand.Web.Query;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Submit;

/// <summary>All that a submit says outside of its body.</summary>
internal sealed class SubmitHeaders
{
    /// <summary>Options in the query; null when it has none.</summary>
    public OptionsDraft? Options { get; init; }

    public required Preferences Preferences { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>What is wrong so far; what is wrong with the body is added to it.</summary>
    public required List<Fault> Faults { get; init; }

    /// <summary>Why the query or a header is malformed, or null.</summary>
    public static string? Read(HttpRequest request, bool optionsInQuery, out SubmitHeaders headers)
    {
        // Most submissions have no query.
        SubmitQuery? query = request.QueryString.HasValue ? new SubmitQuery(optionsInQuery) : null;
        string? inQuery = query?.Read(request.QueryString);
        string? inKey = IdempotencyHeader.Read(request, out string? key);
        string? inPreferences = Preferences.Read(request, query?.Wait, out Preferences preferences);
        headers =
            new SubmitHeaders { Options = query?.Options, Preferences = preferences, IdempotencyKey = key, Faults = query?.Faults ?? [] };
        return inQuery ?? inKey ?? inPreferences;
    }
}
