using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Schema;

/// <summary>A place in a signature where a value stands: its type, and what is said about it there.</summary>
internal sealed record SchemaSite
{
    public required JsonTypeInfo Type { get; init; }

    /// <summary>How people find it, as the end of a sentence: <c>the parameter "x"</c>.</summary>
    public required string Words { get; init; }

    public bool MayBeNull { get; init; }

    /// <summary>Knows whether the items of a collection may be null; null when that is not declared.</summary>
    public NullabilityInfo? Nullability { get; init; }

    /// <summary>Whether null is allowed where the code does not declare it.</summary>
    public bool AllowsNullUnlessSaid { get; init; } = true;

    public IReadOnlyList<Attribute> Attributes { get; init; } = [];

    public string? Description { get; init; }

    /// <summary>The member has a converter or a way with numbers of its own: only its type can tell what it reads.</summary>
    public bool HasOwnConverter { get; init; }
}
