using System.Text.Json;

namespace Errand;

/// <summary>A task type as <c>GET /v1/types</c> shows it.</summary>
public sealed record TaskTypeView
{
    /// <summary>Its public name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, for people; null when its author said nothing.</summary>
    public string? Description { get; init; }

    /// <summary>JSON Schema 2020-12 of the args object.</summary>
    public required JsonElement Args { get; init; }

    /// <summary>JSON Schema 2020-12 of the result.</summary>
    public required JsonElement Result { get; init; }

    /// <summary>The queue of its tasks unless a task says otherwise.</summary>
    public required string Queue { get; init; }

    /// <summary>The priority of its tasks unless a task says otherwise.</summary>
    public int Priority { get; init; }

    /// <summary>Seconds that one run may take; null when only the expiry bounds it.</summary>
    public double? Timeout { get; init; }

    /// <summary>How many tries a task gets.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>Seconds from a task's creation to its expiry.</summary>
    public double Ttl { get; init; }

    /// <summary>An args object that the server accepts: its author's example, else one made from the schema. Null when there is neither, as
    /// when a text must match a pattern.</summary>
    public JsonElement? Example { get; init; }

    /// <summary>How its author wants results to be looked at, before what the shape of a result suggests. Empty when the author says
    /// nothing; only a view of the kind <see cref="ResultViewKind.Tree"/> when nothing else is wanted.</summary>
    public IReadOnlyList<ResultView> Views { get; init; } = [];

    /// <summary>The names of the members of its tasks' summaries, as far as they are known before a task has run: those that its author
    /// named, else those that the schema of the result has. Empty when results have no summary.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>How many of its tasks wait and run, and what became of those of the last hour.</summary>
    public required TypeStats? Stats { get; init; }
}
