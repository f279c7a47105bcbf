using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Some entries of the audit log, newest first.</summary>
public sealed record AuditPage
{
    /// <summary>The entries.</summary>
    public required IReadOnlyList<AuditView> Items { get; init; }

    /// <summary>Where to go on, as the parameter <c>cursor</c>; null at the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Next { get; init; }
}
