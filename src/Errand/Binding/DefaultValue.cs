using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>Puts the default into the schema of its place.</summary>
    public static void Put(JsonObject node, object? declared, SchemaSite site)
    {
        object? value = Of(declared, site.Type.Type);
        if (value is null && !IsSayable(site))
        {
            return;
        }

        node["default"] = value is null or JsonElement { ValueKind: JsonValueKind.Undefined } ? null : JsonSerializer.SerializeToNode(value, site.Type);
    }

    /// <summary>A null that stands for "not sent", where null may not be sent, is no default that a client could send.</summary>
    private static bool IsSayable(SchemaSite site) =>
        site.MayBeNull && !site.Attributes.OfType<AllowedValuesAttribute>().Any(a => !a.Values.Contains(null));
}
