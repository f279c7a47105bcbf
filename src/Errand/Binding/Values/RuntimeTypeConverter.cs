using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>Writes a value by the type that it has, which may be derived from the one declared.</summary>
internal sealed class RuntimeTypeConverter<T>(WrittenContracts contracts) : JsonConverter<T>
    where T : class
{
    /// <summary>Nearly always all values of one place have one type.</summary>
    private JsonTypeInfo? _last;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("These contracts only write.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Type type = value.GetType();
        JsonTypeInfo? contract = _last;
        if (contract?.Type != type)
        {
            _last = contract = ContractOf(type, options);
        }

        JsonSerializer.Serialize(writer, value, contract);
    }

    private JsonTypeInfo ContractOf(Type type, JsonSerializerOptions options)
    {
        JsonTypeInfo contract = contracts.Exact(type, typeof(T), options);
        return JsonForm.Refusal(contract) is { } refusal ? throw new NotSupportedException($"A value {refusal}.") : contract;
    }
}
