using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>Contracts that write a value as what it is, also where it is declared as less: a circle in a list of shapes keeps its radius.</summary>
internal sealed class WrittenContracts(TaskContracts contracts) : IJsonTypeInfoResolver
{
    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _exact = new();

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        JsonTypeInfo? contract = contracts.GetTypeInfo(type, options);
        if (contract is not null && JsonForm.Refusal(contract) is { } refusal)
        {
            // What only shows now, such as a stream in a member declared as object.
            throw new NotSupportedException($"A value {refusal}.");
        }

        if (contract is not { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null } || type.IsValueType || type.IsSealed || type == typeof(object))
        {
            return contract;
        }

        if (!IsChoiceOfABase(type, options))
        {
            return ByRuntimeType(type, options);
        }

        // The serializer writes its discriminator, and so must write all of it: a further derived type is refused instead of cut.
        contract.PolymorphismOptions = new JsonPolymorphismOptions { UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        contract.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type));
        return contract;
    }

    /// <summary>The contract of exactly this type, whose members are written as what they are.</summary>
    public JsonTypeInfo Exact(Type type, JsonSerializerOptions options) =>
        _exact.GetOrAdd(type, static (type, from) => from.Contracts.GetTypeInfo(type, from.Options)!, (Contracts: contracts, Options: options));

    /// <summary>Whether a base type lists it among its derived types.</summary>
    private bool IsChoiceOfABase(Type type, JsonSerializerOptions options)
    {
        IEnumerable<Type> bases = type.GetInterfaces();
        for (Type? up = type.BaseType; up is not null && up != typeof(object); up = up.BaseType)
        {
            bases = bases.Append(up);
        }

        return bases.Any(b => contracts.GetTypeInfo(b, options)?.PolymorphismOptions?.DerivedTypes.Any(d => d.DerivedType == type) ?? false);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the instantiation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The method has no requirements on its type parameter.")]
    private JsonTypeInfo ByRuntimeType(Type type, JsonSerializerOptions options) => (JsonTypeInfo)GetType()
        .GetMethod(nameof(Create), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
        .MakeGenericMethod(type)
        .Invoke(this, [options])!;

    private JsonTypeInfo<T> Create<T>(JsonSerializerOptions options)
        where T : class =>
        JsonMetadataServices.CreateValueInfo<T>(options, new RuntimeTypeConverter<T>(this));
}
