using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Errand.Binding.Values;

namespace Errand.Texts;

/// <summary>How arguments are written and results are read: as the server reads and writes them.</summary>
internal sealed class ClientJson(IJsonTypeInfoResolver? contracts)
{
    /// <summary>Results nest to 128 levels, and may wrap arguments.</summary>
    public const int MaxDepth = 256;

    public JsonSerializerOptions Options { get; } = Create(contracts);

    /// <exception cref="NotSupportedException">There is no contract for the type.</exception>
    public JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)TypeOf(typeof(T));

    /// <exception cref="NotSupportedException">There is no contract for the type.</exception>
    public JsonTypeInfo TypeOf(Type type) => Options.TryGetTypeInfo(type, out JsonTypeInfo? contract)
        ? contract
        : throw new NotSupportedException(
            $"There is no JSON contract for {type}. Without reflection, as in native AOT, pass a JsonTypeInfo or set ErrandClientOptions.Contracts.");

    private static JsonSerializerOptions Create(IJsonTypeInfoResolver? contracts)
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(contracts, Reflection()),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            AllowOutOfOrderMetadataProperties = true,
            MaxDepth = MaxDepth,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        };
        AddConverters(options.Converters);
        options.MakeReadOnly();
        return options;
    }

    private static void AddConverters(IList<JsonConverter> converters)
    {
        converters.Add(new BigIntegerConverter());
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            converters.Add(new TupleConverterFactory());
            converters.Add(new GridConverterFactory());
            converters.Add(new FlagsConverterFactory());
            converters.Add(new EnumNameConverter());
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where the program allows reflection for JSON.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where the program allows reflection for JSON.")]
    private static DefaultJsonTypeInfoResolver? Reflection() =>
        JsonSerializer.IsReflectionEnabledByDefault ? new DefaultJsonTypeInfoResolver() : null;
}
