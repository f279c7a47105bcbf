using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding;

/// <summary>Default values of parameters, which reflection hands out in odd ways.</summary>
internal static class DefaultValue
{
    /// <summary>The value a parameter of the type has when it is left out.</summary>
    public static object? Of(object? declared, Type type)
    {
        if (declared is null)
        {
            // The default of a struct is told as null.
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null;
        }

        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum && !declared.GetType().IsEnum ? Enum.ToObject(plain, declared) : declared;
    }

    public static JsonNode? Write(object? declared, JsonTypeInfo type)
    {
        object? value = Of(declared, type.Type);
        return value is null or JsonElement { ValueKind: JsonValueKind.Undefined } ? null : JsonSerializer.SerializeToNode(value, type);
    }
}
