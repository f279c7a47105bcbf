using System.Text.Json;
using Errand.Insight;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>What task types this program has, with the JSON Schemas of their arguments and results, and what their tasks do.</summary>
internal sealed class TypeViews(TaskRegistry registry, SubmissionRules rules, Statistics statistics)
{
    /// <summary>Schemas nest with the types that they describe.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>By name, without numbers; types do not change while the program runs.</summary>
    private readonly OrderedDictionary<string, TaskTypeView> _views =
        new(registry.Definitions.Select(definition => KeyValuePair.Create(definition.Type.Name, ViewOf(definition, rules))));

    /// <summary>In the order in which they were mapped.</summary>
    public async Task<IReadOnlyList<TaskTypeView>> ListAsync(CancellationToken cancellationToken)
    {
        ServerStats stats = await statistics.FindAsync(cancellationToken);
        return [.. _views.Values.Select(type => With(type, stats))];
    }

    /// <summary>Null when this program does not have it.</summary>
    public async Task<TaskTypeView?> FindAsync(string name, CancellationToken cancellationToken) =>
        _views.TryGetValue(name, out TaskTypeView? type) ? With(type, await statistics.FindAsync(cancellationToken)) : null;

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
        Views = definition.Views.Listed,
        Summary = definition.SummaryNames,
        Stats = new TypeStats { Name = definition.Type.Name },
    };
}
