namespace Errand.SystemTests.Collecting;

/// <summary>A span as a collector got it.</summary>
/// <param name="Instance">The process that sent it.</param>
/// <param name="Name">What it is of.</param>
/// <param name="Kind">2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="Id">Its own.</param>
/// <param name="ParentId">Empty when it has no parent.</param>
/// <param name="Links">The spans that it links to.</param>
internal sealed record SeenSpan(
    string Instance, string Name, ulong Kind, string TraceId, string Id, string ParentId, IReadOnlyList<string> Links)
{
    /// <summary>The numbers are those of opentelemetry-proto.</summary>
    public static IEnumerable<SeenSpan> AllOf(ProtoMessage request) =>
        from resource in request.Messages(1)
        let instance = AttributeOf(resource.Messages(1).Single(), "service.instance.id")
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new SeenSpan(
            instance, span.Text(5), span.Number(6), span.Hex(1), span.Hex(2), span.Hex(4),
            [.. span.Messages(13).Select(link => link.Hex(2))]);

    public static string AttributeOf(ProtoMessage resource, string name) =>
        resource.Messages(1).Where(attribute => attribute.Text(1) == name).Select(attribute => attribute.Messages(2).Single().Text(1)).SingleOrDefault("");
}
