using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Errand.Web.Http;

/// <summary>A route of ours, and where the program mounted it: what stands before it stands before every address that it answers.</summary>
internal sealed class RoutePlace : IRouteDiagnosticsMetadata
{
    private readonly int _segments;
    private readonly int _segmentsBefore;

    /// <summary>It takes in any number of segments.</summary>
    private readonly bool _isCatchAll;

    /// <summary>Null when the program's pattern has parameters: then each request has a prefix of its own.</summary>
    private readonly string? _prefix;

    /// <param name="pattern">The route's own, as the documentation has it.</param>
    /// <param name="mounted">The same behind the patterns of all groups that it is in.</param>
    /// <param name="isFlask">One of flask-tasks.</param>
    private RoutePlace(string pattern, RoutePattern mounted, bool isFlask)
    {
        Route = RouteValue.Documented(mounted.RawText!);
        IsFlask = isFlask;
        _segments = pattern.AsSpan().TrimEnd('/').Count('/');
        _segmentsBefore = mounted.PathSegments.Count - _segments;
        _isCatchAll = pattern.Contains("{**", StringComparison.Ordinal);
        _prefix = PrefixOf(mounted, _segmentsBefore);
    }

    /// <summary>The whole pattern, as logs and traces show it.</summary>
    public string Route { get; }

    /// <summary>One of flask-tasks, whose clients read errors in their own way.</summary>
    public bool IsFlask { get; }

    /// <summary>Null for a request that no route of ours answers.</summary>
    public static RoutePlace? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RoutePlace>();

    /// <summary>Has a route know where it ends up: that shows only when the program's routes are all there.</summary>
    public static void Mark(IEndpointConventionBuilder route, string pattern, bool isFlask) => route.Add(builder =>
    {
        builder.Metadata.Add(new RoutePlace(pattern, ((RouteEndpointBuilder)builder).RoutePattern, isFlask));
        builder.DisplayName = RouteValue.Documented(builder.DisplayName!);
    });

    /// <summary>What stands before the route in the request's path, encoded.</summary>
    public string PrefixOf(HttpRequest request) =>
        _prefix ?? UrlPath.Encode(_isCatchAll ? FirstSegments(request.Path.Value!) : BeforeRoute(request.Path.Value!));

    /// <summary>As the client sent it, so parameters are filled in whatever their pattern, and lead back to the same values.</summary>
    private string BeforeRoute(string path)
    {
        int end = path.EndsWith('/') ? path.Length - 1 : path.Length;
        for (int i = 0; i < _segments; i++)
        {
            end = path.LastIndexOf('/', end - 1);
        }

        return path[..end];
    }

    private string FirstSegments(string path)
    {
        int end = 0;
        for (int i = 0; i < _segmentsBefore; i++)
        {
            end = path.IndexOf('/', end + 1);
        }

        return path[..end];
    }

    private static string? PrefixOf(RoutePattern mounted, int segments)
    {
        var prefix = new StringBuilder();
        foreach (RoutePatternPathSegment segment in mounted.PathSegments.Take(segments))
        {
            if (segment.Parts.OfType<RoutePatternParameterPart>().Any(parameter => parameter.IsCatchAll))
            {
                throw new InvalidOperationException(
                    $"Errand cannot be mapped under the pattern of \"{mounted.RawText}\": a catch-all parameter would take in Errand's own routes. "
                    + "Use a parameter of one segment, such as {name}.");
            }

            if (segment.Parts is not [RoutePatternLiteralPart literal])
            {
                return null;
            }

            prefix.Append('/').Append(literal.Content);
        }

        return UrlPath.Encode(prefix.ToString());
    }
}
