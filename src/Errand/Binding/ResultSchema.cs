using System.Reflection;
using System.Text.Json.Nodes;
using Errand.Binding.Schema;
using Errand.Binding.Values;

namespace Errand.Binding;

/// <summary>The schema of what a function returns.</summary>
internal static class ResultSchema
{
    public static JsonObject Write(TaskTypeBuilder builder, ReturnedValue returned, TaskSerializer json)
    {
        var writer = new SchemaWriter(builder.Type.Name, isForArgs: false);
        JsonObject schema = returned.Type == typeof(void)
            ? new JsonObject { ["type"] = "null" }
            : writer.Write(Site(builder.Function.Method.ReturnParameter, returned.Type, json));
        return SchemaDocument.Complete(schema, writer);
    }

    private static SchemaSite Site(ParameterInfo returned, Type type, TaskSerializer json)
    {
        NullabilityInfo nullability = new NullabilityInfoContext().Create(returned);
        if (returned.ParameterType != type)
        {
            // A task's nullability is that of what it brings.
            nullability = nullability.GenericTypeArguments[0];
        }

        return new SchemaSite
        {
            Type = json.Read.GetTypeInfo(Written(type)),
            Words = "the result",
            MayBeNull = type.IsValueType
                ? Nullable.GetUnderlyingType(type) is not null
                : nullability.ReadState == NullabilityState.Nullable,
            Nullability = nullability,
            // The compiler records no nullability where it infers a lambda's return type, and authors of such lambdas do not mean null.
            AllowsNullUnlessSaid = false,
        };
    }

    private static Type Written(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
            ? typeof(IEnumerable<>).MakeGenericType(type.GenericTypeArguments)
            : type;
}
