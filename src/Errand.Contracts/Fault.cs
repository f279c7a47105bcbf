using System.Text.Json.Serialization;

namespace Errand;

/// <summary>One thing that is wrong with a request: an item of the <c>errors</c> of a 422 answer.</summary>
/// <param name="Pointer">A JSON Pointer (RFC 6901) as a URI fragment into the form of <c>POST /v1/tasks</c>, such as
/// <c>#/args/x</c>.</param>
/// <param name="Code">One of <see cref="FaultCode"/>.</param>
/// <param name="Detail">What is expected and what was sent, for people.</param>
public sealed record Fault(string Pointer, string Code, string Detail)
{
    /// <summary>Where it begins in a search text, in UTF-16 units; null for all other faults.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Offset { get; init; }

    /// <summary>How long it is in a search text, in UTF-16 units; null for all other faults.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Length { get; init; }
}
