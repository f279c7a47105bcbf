using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Binding.Values;

/// <summary>Enums with [Flags] are arrays of their names, unless the enum brings a converter of its own.</summary>
internal sealed class FlagsConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsEnum
        && typeToConvert.IsDefined(typeof(FlagsAttribute), inherit: false)
        && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the converter's code.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "The converter's constructor is used here.")]
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(typeof(FlagsConverter<>).MakeGenericType(typeToConvert));
}
