using System.Text;
using System.Text.Json.Nodes;

namespace Errand.Binding.Text;

/// <summary>The bounds that a schema sets to a number, as it writes them.</summary>
internal sealed class NumberRange(JsonObject schema)
{
    private readonly byte[]? _minimumText = Bytes(schema["minimum"] ?? schema["exclusiveMinimum"]);
    private readonly byte[]? _maximumText = Bytes(schema["maximum"] ?? schema["exclusiveMaximum"]);

    public string? Minimum { get; } = (schema["minimum"] ?? schema["exclusiveMinimum"])?.ToJsonString();

    public string? Maximum { get; } = (schema["maximum"] ?? schema["exclusiveMaximum"])?.ToJsonString();

    public bool MinimumIsOut { get; } = schema["exclusiveMinimum"] is not null;

    public bool MaximumIsOut { get; } = schema["exclusiveMaximum"] is not null;

    public bool IsOpen => Minimum is null && Maximum is null;

    public string Words => Bounds.InWords(Minimum, Maximum, MinimumIsOut, MaximumIsOut);

    /// <summary>Whether a number is within the bounds by its exact value.</summary>
    public bool Has(ReadOnlySpan<byte> number)
    {
        var value = new DecimalText(number);
        return (_minimumText is null || value.CompareTo(new DecimalText(_minimumText)) >= (MinimumIsOut ? 1 : 0))
            && (_maximumText is null || value.CompareTo(new DecimalText(_maximumText)) <= (MaximumIsOut ? -1 : 0));
    }

    private static byte[]? Bytes(JsonNode? bound) => bound is null ? null : Encoding.UTF8.GetBytes(bound.ToJsonString());
}
