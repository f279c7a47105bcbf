using System.Globalization;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Dashboard.Serving;

/// <summary>A request for a page.</summary>
/// <param name="context">The request.</param>
/// <param name="now">When it came (UTC).</param>
/// <param name="assets">The scripts and style sheets.</param>
/// <param name="tasks">What the caller may see and do; null when it is refused.</param>
internal sealed class PageRequest(HttpContext context, DateTimeOffset now, Assets assets, ITaskClient? tasks)
{
    /// <summary>Scripts ask so for what is in <c>main</c>.</summary>
    public const string FragmentHeader = "Errand-Fragment";

    private const int MostFormValues = 4096;

    public HttpContext Context => context;

    public DateTimeOffset Now => now;

    public Assets Assets => assets;

    /// <summary>What the caller may see and do.</summary>
    public ITaskClient Tasks => tasks ?? throw new InvalidOperationException("The caller was refused.");

    /// <summary>The settings of the server. Pages behave as they say, but show none of them.</summary>
    public required IReadOnlyList<SettingView> Settings { get; init; }

    /// <summary>Whether the page is to stand in a frame of another one, without anything around it.</summary>
    public bool IsEmbedded { get; } = LastOf(context.Request.Query["embed"]) == "1"
        && RoutePlace.Of(context)!.Route.EndsWith(DashboardEndpoints.Result, StringComparison.Ordinal);

    public CancellationToken Aborted => context.RequestAborted;

    public bool IsFragment => context.Request.Headers[FragmentHeader] == "main";

    /// <summary>Where the browser found the server, such as <c>http://localhost:5000</c>.</summary>
    public string Origin => $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>Where programs find the API, as far as this request knows: the address of the server and what stands before every
    /// path.</summary>
    public string ApiUrl => Origin + SiteFinder.PrefixOf(this);

    /// <summary>The last value of a parameter of the query; null when it has none.</summary>
    public string? Query(string name) => LastOf(context.Request.Query[name]);

    /// <summary>All values of a field of the form that was posted.</summary>
    public async Task<IFormCollection> ReadFormAsync() => context.Request.HasFormContentType
        ? await context.Request.ReadFormAsync(new() { ValueCountLimit = MostFormValues }, Aborted)
        : FormCollection.Empty;

    /// <summary>The task that the address names; null when it names none.</summary>
    public TaskId? TaskId() =>
        long.TryParse(RouteValue.Id(context), NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id > 0
            ? new TaskId(id)
            : null;

    private static string? LastOf(StringValues values) => values.Count == 0 ? null : values[^1];
}
