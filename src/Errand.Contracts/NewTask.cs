using System.Text.Json;

namespace Errand;

/// <summary>The body of <c>POST /v1/tasks</c>. What is null is left to the task type, and where that says nothing, to the server.</summary>
public sealed record NewTask
{
    /// <summary>The public name of a task type.</summary>
    public required string Type { get; init; }

    /// <summary>A JSON object: the arguments.</summary>
    public required JsonElement Args { get; init; }

    /// <summary>A name of <c>[A-Za-z0-9._-]{1,100}</c>, not beginning with <c>errand.</c>. Default: the type's, else
    /// <c>default</c>.</summary>
    public string? Queue { get; init; }

    /// <summary>-100 to 100; higher is sooner. Default: the type's, else 0.</summary>
    public int? Priority { get; init; }

    /// <summary>Seconds from now before it may run. Not together with <see cref="RunAt"/>.</summary>
    public double? Delay { get; init; }

    /// <summary>The instant from which it may run. Must lie before the expiry.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Seconds from creation to expiry, 1 to 315,360,000 (10 years).</summary>
    public double? Ttl { get; init; }

    /// <summary>Seconds that one run may take. Default: the type's, else only the expiry bounds it.</summary>
    public double? Timeout { get; init; }

    /// <summary>How many tries it gets, 1 to 100. Default: the type's, else 3.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>At most 20 names of <c>[A-Za-z0-9._-]{1,100}</c>, not beginning with <c>errand.</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
