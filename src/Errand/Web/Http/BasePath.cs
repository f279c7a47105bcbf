using Microsoft.AspNetCore.Http;

namespace Errand.Web.Http;

/// <summary>The path of the whole program.</summary>
internal static class BasePath
{
    /// <summary>As the server is reached from outside, where it knows that, else as this request found it.</summary>
    public static string Of(HttpRequest request, WebOptions options) =>
        options.BackendUrl is { AbsolutePath.Length: > 1 } backend
            ? backend.AbsolutePath.TrimEnd('/')
            : UrlPath.Encode(request.PathBase.Value);
}
