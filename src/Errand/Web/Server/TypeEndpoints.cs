using System.Text.Json;
using Errand.Submitting;
using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>What task types this program has, with the JSON Schemas of their arguments and results.</summary>
internal sealed class TypeEndpoints(TaskRegistry registry, SubmissionRules rules)
{
    /// <summary>Schemas nest with the types that they describe.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>By name; types do not change while the program runs.</summary>
    private readonly OrderedDictionary<string, TaskTypeView> _views =
        new(registry.Definitions.Select(definition => KeyValuePair.Create(definition.Type.Name, ViewOf(definition, rules))));

    /// <summary><c>GET /v1/types</c></summary>
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        var types = new ItemList<TaskTypeView>([.. _views.Values]);
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, types, ErrandJson.Default.ItemListTaskTypeView);
        return null;
    }

    /// <summary><c>GET /v1/types/{type}</c></summary>
    public async Task<Problem?> ViewAsync(RouteRequest request)
    {
        TaskTypeView type = _views[request.Definition.Type.Name];
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, type, ErrandJson.Default.TaskTypeView);
        return null;
    }

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
        Summary = definition.SummaryNames,
    };
}
