using System.Globalization;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Tasks;

/// <summary>The addresses of a task: absolute when the server knows its public base address, else paths.</summary>
internal static class TaskUrl
{
    /// <summary>No path of a task is longer.</summary>
    public const int MaxPathLength = 64;

    /// <summary>What every address begins with that an answer to this request has.</summary>
    public static string Base(HttpContext context, WebOptions options)
    {
        string origin = options.BackendUrl is { } backend ? backend.GetLeftPart(UriPartial.Authority) : "";
        return origin + BasePath.Of(context.Request, options) + RoutePlace.Of(context)?.PrefixOf(context.Request);
    }

    public static string Self(string baseUrl, TaskId id) => string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/v1/tasks/{id.Value}");

    /// <summary>An address in memory that the next one may use again; it has room for the base address and
    /// <see cref="MaxPathLength"/>.</summary>
    public static ReadOnlySpan<char> Format(Span<char> url, string baseUrl, string before, TaskId id, string after)
    {
        url.TryWrite(CultureInfo.InvariantCulture, $"{baseUrl}{before}{id.Value}{after}", out int length);
        return url[..length];
    }

    public static string Result(string baseUrl, TaskId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/v1/tasks/{id.Value}/result");
}
