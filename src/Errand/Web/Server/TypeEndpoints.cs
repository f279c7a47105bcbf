using System.Text.Json;
using Errand.Insight;
using Errand.Submitting;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>What task types this program has, with the JSON Schemas of their arguments and results, and what their tasks do.</summary>
internal sealed class TypeEndpoints(TaskRegistry registry, SubmissionRules rules, Statistics statistics)
{
    /// <summary>Schemas nest with the types that they describe.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>By name, without numbers; types do not change while the program runs.</summary>
    private readonly OrderedDictionary<string, TaskTypeView> _views =
        new(registry.Definitions.Select(definition => KeyValuePair.Create(definition.Type.Name, ViewOf(definition, rules))));

    /// <summary><c>GET /v1/types</c></summary>
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        ServerStats stats = await statistics.FindAsync(request.Aborted);
        var types = new ItemList<TaskTypeView>([.. _views.Values.Select(type => With(type, stats))]);
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, types, ErrandJson.Default.ItemListTaskTypeView);
        return null;
    }

    /// <summary><c>GET /v1/types/{type}</c></summary>
    public async Task<Problem?> ViewAsync(RouteRequest request)
    {
        TaskTypeView type = With(_views[request.Definition.Type.Name], await statistics.FindAsync(request.Aborted));
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, type, ErrandJson.Default.TaskTypeView);
        return null;
    }

    private static TaskTypeView With(TaskTypeView type, ServerStats stats) =>
        type with { Stats = stats.Types.First(each => each.Name == type.Name) };

    private static TaskTypeView ViewOf(TaskDefinition definition, SubmissionRules rules) => new()
    {
        Name = definition.Type.Name,
        Description = definition.Description,
        Args = JsonElement.Parse(definition.ArgsSchema.Span, Deep),
        Result = JsonElement.Parse(definition.ResultSchema.Span, Deep),
        Queue = definition.Queue,
        Priority = definition.Priority,
        Timeout = definition.Defaults.Timeout?.TotalSeconds,
        MaxAttempts = definition.MaxAttempts,
        Ttl = (definition.Defaults.TimeToLive ?? rules.DefaultTimeToLive).TotalSeconds,
        Example = definition.Example is { } example ? JsonElement.Parse(example.Span, Deep) : null,
        Summary = definition.SummaryNames,
        Stats = new TypeStats { Name = definition.Type.Name },
    };
}
