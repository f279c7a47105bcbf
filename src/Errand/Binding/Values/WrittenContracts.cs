using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>Contracts that write a value as what it is, also where it is declared as less: a circle in a list of shapes keeps its
/// radius.</summary>
internal sealed class WrittenContracts(TaskContracts contracts) : IJsonTypeInfoResolver
{
    private readonly ConcurrentDictionary<(Type Type, Type? Interface), JsonTypeInfo> _exact = new();

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        JsonTypeInfo? contract = contracts.GetTypeInfo(type, options);
        if (contract is not null && JsonForm.Refusal(contract) is { } refusal)
        {
            // What only shows now, such as a stream in a member declared as object.
            throw new NotSupportedException($"A value {refusal}.");
        }

        if (contract is not { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null } || type.IsValueType || type.IsSealed
            || type == typeof(object))
        {
            return contract;
        }

        if (!IsChoiceOfABase(type, options))
        {
            return ByRuntimeType(type, options);
        }

        // The serializer writes its discriminator, and so must write all of it: a further derived type is refused instead of cut.
        contract.PolymorphismOptions =
            new JsonPolymorphismOptions { UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        contract.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type));
        return contract;
    }

    /// <summary>The contract of exactly this type, whose members are written as what they are.</summary>
    public JsonTypeInfo Exact(Type type, Type declared, JsonSerializerOptions options) => _exact.GetOrAdd(
        (type, declared.IsInterface ? declared : null),
        static (key, from) => from.Contracts.CreateExact(key.Type, key.Interface, from.Options),
        (Contracts: this, Options: options));

    private JsonTypeInfo CreateExact(Type type, Type? declared, JsonSerializerOptions options)
    {
        JsonTypeInfo contract = contracts.GetTypeInfo(type, options)!;
        if (declared is not null && contract.Kind == JsonTypeInfoKind.Object)
        {
            AddMembersOf(contracts.GetTypeInfo(declared, options)!, contract);
        }

        return contract;
    }

    /// <summary>What the interface has and the serializer does not find in the type: it is implemented explicitly, or by the interface
    /// itself.</summary>
    private static void AddMembersOf(JsonTypeInfo declared, JsonTypeInfo contract)
    {
        foreach (JsonPropertyInfo member in declared.Properties.Where(m => m.Get is not null))
        {
            bool isKnown = contract.Properties.Any(own => own.Name == member.Name);
            // A public property that is not in the contract is ignored on purpose.
            if (!isKnown && !contract.Type.GetProperties().Any(p => p.Name == (member.AttributeProvider as MemberInfo)?.Name))
            {
                JsonPropertyInfo added = contract.CreateJsonPropertyInfo(member.PropertyType, member.Name);
                added.Get = member.Get;
                contract.Properties.Add(added);
            }
        }
    }

    /// <summary>Whether a base type lists it among its derived types.</summary>
    private bool IsChoiceOfABase(Type type, JsonSerializerOptions options)
    {
        IEnumerable<Type> bases = type.GetInterfaces();
        for (Type? up = type.BaseType; up is not null && up != typeof(object); up = up.BaseType)
        {
            bases = bases.Append(up);
        }

        return bases.Any(
            b => contracts.GetTypeInfo(b, options)?.PolymorphismOptions?.DerivedTypes.Any(d => d.DerivedType == type) ?? false);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the instantiation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The method has no requirements on its type parameter.")]
    private JsonTypeInfo ByRuntimeType(Type type, JsonSerializerOptions options) => (JsonTypeInfo)GetType()
        .GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Instance)!
        .MakeGenericMethod(type)
        .Invoke(this, [options])!;

    private JsonTypeInfo<T> Create<T>(JsonSerializerOptions options)
        where T : class =>
        JsonMetadataServices.CreateValueInfo<T>(options, new RuntimeTypeConverter<T>(this));
}
