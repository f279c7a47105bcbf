using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Errand.Web.Http;

/// <summary>The values of parameters in our routes.</summary>
/// <remarks>Their names are longer than documented: a program may mount us under an <c>{id}</c> of its own, and ASP.NET Core answers no
/// request at all when a pattern has a name twice.</remarks>
internal static class RouteValue
{
    private const string Prefix = "errand-";
    private const string CatchAll = "{**";
    public const string IdName = Prefix + "id";
    public const string TypeName = Prefix + "type";
    public const string QueueName = Prefix + "queue";
    public const string FileName = Prefix + "file";

    /// <summary>A documented pattern, as it is mapped.</summary>
    public static string Unique(string pattern) => pattern.Replace("{", "{" + Prefix, StringComparison.Ordinal)
        .Replace("{" + Prefix + "**", CatchAll + Prefix, StringComparison.Ordinal);

    public static string Documented(string text) => text.Replace("{" + Prefix, "{", StringComparison.Ordinal)
        .Replace(CatchAll + Prefix, CatchAll, StringComparison.Ordinal);

    public static string Id(HttpContext context) => (string)context.GetRouteValue(IdName)!;

    public static string Type(HttpContext context) => (string)context.GetRouteValue(TypeName)!;

    public static string Queue(HttpContext context) => (string)context.GetRouteValue(QueueName)!;

    public static string File(HttpContext context) => (string)context.GetRouteValue(FileName)!;
}
