using System.Reflection;
using System.Text.Json.Nodes;

namespace Errand.Binding;

/// <summary>The schema of what a function returns.</summary>
internal static class ResultSchema
{
    public static JsonObject Write(ParameterInfo returned, Type type, SchemaWriter writer)
    {
        JsonObject schema = type == typeof(void) ? new JsonObject { ["type"] = "null" } : WriteValue(returned, type, writer);
        return SchemaDocument.Complete(schema, writer);
    }

    private static JsonObject WriteValue(ParameterInfo returned, Type type, SchemaWriter writer)
    {
        NullabilityInfo nullability = new NullabilityInfoContext().Create(returned);
        if (returned.ParameterType != type)
        {
            // A task's nullability is that of what it brings.
            nullability = nullability.GenericTypeArguments[0];
        }

        return writer.Write(new SchemaSite
        {
            Type = TaskJson.Options.GetTypeInfo(type),
            Words = "the result",
            MayBeNull = type.IsValueType ? Nullable.GetUnderlyingType(type) is not null : nullability.ReadState != NullabilityState.NotNull,
            Nullability = nullability,
        });
    }
}
