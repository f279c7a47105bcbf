using System.Text.Json.Serialization;

namespace Errand;

/// <summary>What <c>GET /ping</c>, <c>GET /health/live</c> and <c>GET /health/ready</c> answer when all is well.</summary>
public sealed record HealthView
{
    /// <summary><c>online</c>, <c>live</c> or <c>ready</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What an operator should know although the server can do its work; absent when there is nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Lines { get; init; }
}
