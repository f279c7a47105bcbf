using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Binding.Values;

/// <summary>Tuples are arrays: the names that C# gives their items are not part of their type.</summary>
internal sealed class TupleConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsAssignableTo(typeof(ITuple)) && typeToConvert.IsConstructedGenericType && Framework.Has(typeToConvert)
        && typeToConvert.Namespace == nameof(System);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the converter's code.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "The converter's constructor is used here.")]
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter?)Activator.CreateInstance(typeof(TupleConverter<>).MakeGenericType(typeToConvert));
}
