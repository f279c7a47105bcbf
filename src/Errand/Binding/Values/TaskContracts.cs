using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>The serializer's contracts, mended where they would lose data in silence.</summary>
internal sealed class TaskContracts(IJsonTypeInfoResolver resolver) : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        JsonTypeInfo? contract = resolver.GetTypeInfo(type, options);
        if (contract is not { Kind: JsonTypeInfoKind.Object })
        {
            return contract;
        }

        contract = StructContract.Of(contract);
        // The check refuses unknown members where it should; what is stored in spite of them must bind.
        if (contract.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
        {
            contract.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        }

        if (type is { IsValueType: true, Namespace: "System.Numerics" })
        {
            KeepFields(contract);
        }

        return contract;
    }

    /// <summary>A vector or matrix is its components: what its properties say follows from them.</summary>
    private static void KeepFields(JsonTypeInfo contract)
    {
        for (int i = contract.Properties.Count - 1; i >= 0; i--)
        {
            JsonPropertyInfo member = contract.Properties[i];
            if (member.AttributeProvider is FieldInfo)
            {
                member.IsRequired = true;
            }
            else if (member.AssociatedParameter is null)
            {
                contract.Properties.RemoveAt(i);
            }
        }
    }
}
