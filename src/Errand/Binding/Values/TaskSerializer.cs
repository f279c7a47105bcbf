using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Errand.Binding.Values;

/// <summary>How arguments are read and results are written. docs/decisions/0005 says which value becomes which JSON.</summary>
internal sealed class TaskSerializer
{
    /// <summary>The arguments' own limit is checked on submit; a result may wrap such arguments.</summary>
    public const int MaxDepth = 2 * TaskLimits.MaxNesting;

    /// <param name="configure">What the program adds: its own converters and contracts, which come before ours.</param>
    /// <exception cref="ArgumentException">It changes something else.</exception>
    public TaskSerializer(params IEnumerable<Action<JsonSerializerOptions>> configure)
    {
        JsonSerializerOptions options = Create();
        foreach (Action<JsonSerializerOptions> add in configure)
        {
            add(options);
        }

        RefuseOtherChanges(options);
        AddConverters(options.Converters);
        var contracts = new TaskContracts(options.TypeInfoResolver!);
        Read = WithContracts(options, contracts);
        Write = WithContracts(options, new WrittenContracts(contracts));
        // A null that the compiler did not expect must not cost the computed result.
        Write.RespectNullableAnnotations = false;
        Read.MakeReadOnly();
        Write.MakeReadOnly();
    }

    /// <summary>Reads arguments, and knows the contracts by which schemas are written.</summary>
    public JsonSerializerOptions Read { get; }

    /// <summary>Writes each value as what it is, also where it is declared as a base type.</summary>
    public JsonSerializerOptions Write { get; }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "A task's function is code of the program itself; its types are not trimmed away.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050",
        Justification = "One-file programs turn reflection off but run on the JIT; only native compilation would miss it.")]
    private static JsonSerializerOptions Create() => new(JsonSerializerOptions.Strict)
    {
        // One-file programs have no resolver unless one is named.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IncludeFields = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        AllowOutOfOrderMetadataProperties = true,
        MaxDepth = MaxDepth,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static void AddConverters(IList<JsonConverter> converters)
    {
        converters.Add(new BigIntegerConverter());
        converters.Add(new TupleConverterFactory());
        converters.Add(new GridConverterFactory());
        converters.Add(new FlagsConverterFactory());
        converters.Add(new EnumNameConverter());
    }

    private static JsonSerializerOptions WithContracts(JsonSerializerOptions options, IJsonTypeInfoResolver contracts) =>
        new(options) { TypeInfoResolver = contracts };

    /// <summary>Names, numbers and nulls are the contract with every client; a program adds types to it and changes nothing.</summary>
    private static void RefuseOtherChanges(JsonSerializerOptions options)
    {
        JsonSerializerOptions untouched = Create();
        PropertyInfo? changed = typeof(JsonSerializerOptions).GetProperties().FirstOrDefault(p =>
            p.CanWrite && p.Name != nameof(JsonSerializerOptions.TypeInfoResolver) && !Equals(Value(p, options), Value(p, untouched)));
        if (changed is not null)
        {
            throw new ArgumentException($"Json can add converters and contracts; it cannot change {changed.Name}. Leave it as it is.");
        }

        if (options.TypeInfoResolver is null)
        {
            throw new ArgumentException(
                "Json cannot take the TypeInfoResolver away. Add to it with WithAddedModifier or TypeInfoResolverChain.");
        }
    }

    /// <summary>Each call creates another encoder, so only its kind can be compared.</summary>
    private static object? Value(PropertyInfo property, JsonSerializerOptions options) =>
        property.GetValue(options) is var value && value is JavaScriptEncoder encoder ? encoder.GetType() : value;
}
