using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Errand.Tests.Documentation;

/// <summary>docs/http-api.md against the routes that are mapped.</summary>
public sealed partial class RouteTests
{
    [Fact]
    public async Task The_page_names_every_route_and_no_other()
    {
        HashSet<string> mapped = await MappedAsync();

        string page = Documents.Read("docs/http-api.md");
        IEnumerable<string> inTable = page.Split('\n').Where(line => line.StartsWith("| [`", StringComparison.Ordinal))
            .Select(line => Route().Match(line).Groups[1].Value);
        Assert.Equal(mapped.Order(StringComparer.Ordinal), inTable.Order(StringComparer.Ordinal));
        Assert.All(Route().Matches(page), route => Assert.Contains(route.Groups[1].Value, mapped));
    }

    private static async Task<HashSet<string>> MappedAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        await using WebApplication app = builder.Build();
        app.MapErrand();
        return
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
               where method != "HEAD"
               select $"{method} {endpoint.Metadata.GetRequiredMetadata<IRouteDiagnosticsMetadata>().Route}",
        ];
    }

    [GeneratedRegex("`((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)`")]
    private static partial Regex Route();
}
