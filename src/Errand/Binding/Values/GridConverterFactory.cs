using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Binding.Values;

/// <summary>Arrays of several dimensions, such as <c>double[,]</c>, are arrays of their rows.</summary>
internal sealed class GridConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsArray && typeToConvert.GetArrayRank() > 1;

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the converter's code.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "The converter's constructor is used here.")]
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(typeof(GridConverter<,>).MakeGenericType(typeToConvert, typeToConvert.GetElementType()!));
}
