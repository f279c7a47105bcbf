using System.Text.Json.Nodes;

namespace Errand.Binding;

/// <summary>The bounds that a schema sets to a number, as it writes them.</summary>
internal sealed class NumberRange(JsonObject schema)
{
    public string? Minimum { get; } = (schema["minimum"] ?? schema["exclusiveMinimum"])?.ToJsonString();

    public string? Maximum { get; } = (schema["maximum"] ?? schema["exclusiveMaximum"])?.ToJsonString();

    public bool MinimumIsOut { get; } = schema["exclusiveMinimum"] is not null;

    public bool MaximumIsOut { get; } = schema["exclusiveMaximum"] is not null;

    public bool IsOpen => Minimum is null && Maximum is null;

    public string Words => Bounds.InWords(Minimum, Maximum, MinimumIsOut, MaximumIsOut);
}
