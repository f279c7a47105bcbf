using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Values;

namespace Errand.Binding;

/// <summary>One parameter of a task's function.</summary>
internal sealed record TaskParameter
{
    public required ParameterInfo Clr { get; init; }

    public required ParameterSource Source { get; init; }

    /// <summary>Of a parameter that comes from the arguments.</summary>
    public JsonTypeInfo? Json { get; init; }

    /// <summary>Whether null may be sent; where null is what is meant when nothing is sent, it may.</summary>
    public bool MayBeNull
    {
        get => field || (Source == ParameterSource.Member && IsOptional && Default is null);
        init;
    }

    public NullabilityInfo? Nullability { get; init; }

    /// <summary>Under which key a service is registered.</summary>
    public object? ServiceKey { get; init; }

    public string Name => Clr.Name!;

    public bool IsOptional => Clr.HasDefaultValue;

    public object? Default => DefaultValue.Of(Clr.DefaultValue, Clr.ParameterType);
}
