using System.Text.RegularExpressions;
using Errand.Hosting;
using Errand.Web.Routes;
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

    [Fact]
    public async Task The_page_says_of_each_route_what_the_server_says()
    {
        IEnumerable<string> rows = Documents.Read("docs/http-api.md").Split('\n')
            .Where(line => line.StartsWith("| [`", StringComparison.Ordinal))
            .Select(line => string.Join(" | ", Row().Match(line).Groups.Values.Skip(1)));
        IEnumerable<string> said = (await EndpointsAsync()).Select(endpoint => endpoint.Metadata.GetRequiredMetadata<ApiRoute>())
            .Select(route => $"{route.Methods[0]} {route.Pattern} | {route.Summary} | {string.Join(' ', route.Statuses.Where(IsGood))}");

        Assert.Equal(said.Order(StringComparer.Ordinal), rows.Select(InRisingOrder).Order(StringComparer.Ordinal));
    }

    private static bool IsGood(int status) => status < 400;

    private static string InRisingOrder(string row)
    {
        int answers = row.LastIndexOf('|') + 2;
        return row[..answers] + string.Join(' ', row[answers..].Split(", ").Order(StringComparer.Ordinal));
    }

    private static async Task<HashSet<string>> MappedAsync() =>
    [
        .. from endpoint in await EndpointsAsync()
           from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
           where method != "HEAD"
           select $"{method} {endpoint.Metadata.GetRequiredMetadata<IRouteDiagnosticsMetadata>().Route}",
    ];

    private static async Task<IReadOnlyList<RouteEndpoint>> EndpointsAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        ErrandServices.AddMetricsText(builder.Services); // As a server of its own has it.
        await using WebApplication app = builder.Build();
        app.MapErrand();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    [GeneratedRegex("`((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)`")]
    private static partial Regex Route();

    /// <summary>What the page says in its first table: the route, what it does and what it answers.</summary>
    [GeneratedRegex(@"^\| \[`([^`]+)`\][^|]*\| ([^|]+) \| ([^|]+) \|$")]
    private static partial Regex Row();
}
