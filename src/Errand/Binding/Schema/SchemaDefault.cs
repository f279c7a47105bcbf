using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Values;

namespace Errand.Binding.Schema;

/// <summary>The <c>default</c> of a place.</summary>
internal static class SchemaDefault
{
    /// <summary>Puts the default into the schema of its place.</summary>
    public static void Put(JsonObject node, object? declared, SchemaSite site)
    {
        object? value = DefaultValue.Of(declared, site.Type.Type);
        if (value is null && !IsSayable(site))
        {
            return;
        }

        node["default"] = value is null or JsonElement { ValueKind: JsonValueKind.Undefined }
            ? null
            : JsonSerializer.SerializeToNode(value, site.Type);
    }

    /// <summary>A null that stands for "not sent", where null may not be sent, is not a default that a client could send.</summary>
    private static bool IsSayable(SchemaSite site) =>
        site.MayBeNull && !site.Attributes.OfType<AllowedValuesAttribute>().Any(a => !a.Values.Contains(null));
}
