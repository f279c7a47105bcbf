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
    private readonly Dictionary<string, TaskTypeView> _views =
        new(registry.Definitions.Select(definition => KeyValuePair.Create(definition.Type.Name, ViewOf(definition, rules))));

    /// <summary>Those that a caller may know of, in the order in which they were mapped. The numbers are for those who may read
    /// them.</summary>
    public async Task<IReadOnlyList<TaskTypeView>> ListAsync(Scopes scopes, CancellationToken cancellationToken)
    {
        ServerStats? stats = await FindStatsAsync(scopes, cancellationToken);
        return [.. registry.VisibleTo(scopes).Select(type => With(_views[type.Type.Name], stats))];
    }

    /// <summary>Null when this program does not have it, as far as the caller may know.</summary>
    public async Task<TaskTypeView?> FindAsync(string name, Scopes scopes, CancellationToken cancellationToken) =>
        registry.Find(name) is { } type && scopes.MaySee(type)
            ? With(_views[name], await FindStatsAsync(scopes, cancellationToken))
            : null;

    private async Task<ServerStats?> FindStatsAsync(Scopes scopes, CancellationToken cancellationToken) =>
        scopes.CanRead ? await statistics.FindAsync(cancellationToken) : null;

    private static TaskTypeView With(TaskTypeView type, ServerStats? stats) =>
        stats is null ? type : type with { Stats = stats.Types.First(each => each.Name == type.Name) };

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
        Stats = null,
    };
}
