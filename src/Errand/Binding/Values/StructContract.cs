using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>
/// Contracts of structs that are made by a constructor, such as record structs. The serializer makes every struct by its default
/// constructor, so it would pass over the defaults and rules of the parameters and over what the constructor does.
/// </summary>
internal static class StructContract
{
    /// <summary>The contract itself, unless it is that of a struct with such a constructor.</summary>
    public static JsonTypeInfo Of(JsonTypeInfo contract) =>
        ConstructorOf(contract) is { } constructor
            ? (JsonTypeInfo)Generic(nameof(Create), contract.Type).Invoke(null, [contract, constructor])!
            : contract;

    /// <summary>The one with the most parameters, if each of them stands for a member; null when the serializer's own choice is
    /// right.</summary>
    private static ConstructorInfo? ConstructorOf(JsonTypeInfo contract)
    {
        Type type = contract.Type;
        if (!type.IsValueType || contract.CreateObject is null || (Framework.Has(type) && type != typeof(Complex)))
        {
            return null;
        }

        ConstructorInfo[] all = type.GetConstructors();
        if (all.Any(c => c.GetParameters().Length == 0 || c.IsDefined(typeof(JsonConstructorAttribute))))
        {
            return null;
        }

        ConstructorInfo[] fitting =
            [.. all.Where(c => c.GetParameters().All(p => MemberOf(contract, p) is not null)).OrderByDescending(
                c => c.GetParameters().Length)];
        bool isOnlyOne =
            fitting.Length == 1 || (fitting.Length > 1 && fitting[0].GetParameters().Length > fitting[1].GetParameters().Length);
        return isOnlyOne ? fitting[0] : null;
    }

    private static JsonPropertyInfo? MemberOf(JsonTypeInfo contract, ParameterInfo parameter) => contract.Properties.FirstOrDefault(m =>
        m.PropertyType == parameter.ParameterType
        && string.Equals((m.AttributeProvider as MemberInfo)?.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));

    private static JsonTypeInfo<T> Create<T>(JsonTypeInfo original, ConstructorInfo constructor)
        where T : notnull
    {
        var invoker = ConstructorInvoker.Create(constructor);
        int count = constructor.GetParameters().Length;
        JsonTypeInfo<T> contract = JsonMetadataServices.CreateObjectInfo(original.Options, new JsonObjectInfoValues<T>
        {
            // The serializer lends an array that may be longer.
            ObjectWithParameterizedConstructorCreator = values => (T)invoker.Invoke(new Span<object?>(values, 0, count)),
            ConstructorParameterMetadataInitializer = () => [.. constructor.GetParameters().Select(Parameter)],
            ConstructorAttributeProviderFactory = () => constructor,
            NumberHandling = original.NumberHandling ?? original.Options.NumberHandling,
            PropertyMetadataInitializer = _ => [.. original.Properties.Select(Copy)],
        });
        contract.UnmappedMemberHandling = original.UnmappedMemberHandling;
        return contract;
    }

    private static JsonParameterInfoValues Parameter(ParameterInfo parameter) => new()
    {
        Name = parameter.Name!,
        ParameterType = parameter.ParameterType,
        Position = parameter.Position,
        HasDefaultValue = parameter.HasDefaultValue,
        DefaultValue = parameter.HasDefaultValue ? Values.DefaultValue.Of(parameter.DefaultValue, parameter.ParameterType) : null,
        IsNullable = Nullability.IsAllowed(parameter.ParameterType, new NullabilityInfoContext().Create(parameter)),
    };

    private static JsonPropertyInfo Copy(JsonPropertyInfo member)
    {
        var copy = (JsonPropertyInfo)Generic(nameof(CopyOf), member.PropertyType).Invoke(null, [member])!;
        copy.IsRequired = member.IsRequired;
        copy.Order = member.Order;
        copy.ShouldSerialize = member.ShouldSerialize;
        copy.ObjectCreationHandling = member.ObjectCreationHandling;
        copy.IsGetNullable = member.IsGetNullable;
        copy.IsSetNullable = member.IsSetNullable;
        return copy;
    }

    private static JsonPropertyInfo CopyOf<T>(JsonPropertyInfo member)
    {
        (Func<object, object?>? get, Action<object, object?>? set) = (member.Get, member.Set);
        return JsonMetadataServices.CreatePropertyInfo(member.Options, new JsonPropertyInfoValues<T>
        {
            IsProperty = member.AttributeProvider is PropertyInfo,
            IsPublic = true,
            DeclaringType = member.DeclaringType,
            PropertyName = ((MemberInfo)member.AttributeProvider!).Name,
            JsonPropertyName = member.Name,
            AttributeProviderFactory = () => member.AttributeProvider,
            Converter = member.CustomConverter as JsonConverter<T>,
            NumberHandling = member.NumberHandling,
            IsExtensionData = member.IsExtensionData,
            Getter = get is null ? null : owner => (T?)get(owner),
            Setter = set is null ? null : (owner, value) => set(owner, value),
        });
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the instantiation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The methods have no requirements on their type parameter.")]
    private static MethodInfo Generic(string method, Type type) =>
        typeof(StructContract).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
}
