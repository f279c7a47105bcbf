using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Serving;

/// <summary>Finds the path that stands before every link of a page.</summary>
internal static class SiteFinder
{
    private const string BackendUrl = "BACKEND_URL";

    public static Site Of(PageRequest request)
    {
        HttpContext context = request.Context;
        string prefix = PrefixOf(request);
        return new Site(
            prefix,
            $"{prefix}/_errand/{request.Assets.Hash}",
            Appearance.Of(context.Request),
            request.Now)
        {
            IsEmbedded = request.IsEmbedded,
            IsFragment = request.IsFragment,
        };
    }

    /// <summary>What stands before every path, encoded.</summary>
    public static string PrefixOf(PageRequest request) =>
        BaseOf(request) + RoutePlace.Of(request.Context)!.PrefixOf(request.Context.Request);

    /// <summary>As the server is reached from outside, where it knows that, else as this request found it.</summary>
    private static string BaseOf(PageRequest request) =>
        request.Settings.FirstOrDefault(setting => setting.Name == BackendUrl)?.Value is { } url
        && Uri.TryCreate(url, UriKind.Absolute, out Uri? backend) && backend.AbsolutePath.Length > 1
            ? backend.AbsolutePath.TrimEnd('/')
            : UrlPath.Encode(request.Context.Request.PathBase.Value);
}
