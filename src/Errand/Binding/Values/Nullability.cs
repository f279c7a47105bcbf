using System.Reflection;

namespace Errand.Binding.Values;

/// <summary>Where null may stand.</summary>
internal static class Nullability
{
    /// <summary>Whether null may stand where a type is used; code that says nothing about null allows it, as the serializer does.</summary>
    public static bool IsAllowed(Type type, NullabilityInfo? nullability, bool unlessSaid = true) => type.IsValueType
        ? Nullable.GetUnderlyingType(type) is not null
        : nullability is null or { WriteState: NullabilityState.Unknown }
            ? unlessSaid
            : nullability.WriteState == NullabilityState.Nullable;
}
