using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>A tuple or value tuple of any length as an array of its items.</summary>
internal sealed class TupleConverter<T> : JsonConverter<T>, ITupleForm
    where T : ITuple
{
    private readonly Type[] _items = [.. ItemsOf(typeof(T))];

    private JsonTypeInfo[]? _contracts;

    public IReadOnlyList<Type> Items => _items;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array was expected.");
        }

        JsonTypeInfo[] contracts = Contracts(options);
        object?[] items = new object?[contracts.Length];
        int count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count == items.Length)
            {
                throw WrongLength();
            }

            items[count] = JsonSerializer.Deserialize(ref reader, contracts[count]);
        }

        return count == items.Length ? (T)Create(typeof(T), items) : throw WrongLength();
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        JsonTypeInfo[] contracts = Contracts(options);
        writer.WriteStartArray();
        for (int i = 0; i < contracts.Length; i++)
        {
            JsonSerializer.Serialize(writer, value[i], contracts[i]);
        }

        writer.WriteEndArray();
    }

    private JsonException WrongLength() =>
        new(string.Create(CultureInfo.InvariantCulture, $"An array of {_items.Length} items was expected."));

    private JsonTypeInfo[] Contracts(JsonSerializerOptions options) => _contracts ??= [.. _items.Select(options.GetTypeInfo)];

    /// <summary>From the eighth item on a tuple holds them in a tuple of its own.</summary>
    private static IEnumerable<Type> ItemsOf(Type tuple)
    {
        Type[] arguments = tuple.GetGenericArguments();
        return arguments.Length < 8 ? arguments : arguments[..7].Concat(ItemsOf(arguments[7]));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The type of the tuple is used, and so are its items.")]
    private static object Create(Type tuple, ReadOnlySpan<object?> items)
    {
        object?[] values = items.Length < 8 ? [.. items] : [.. items[..7], Create(tuple.GetGenericArguments()[7], items[7..])];
        ConstructorInfo constructor = tuple.GetConstructor(tuple.GetGenericArguments())!;
        return constructor.Invoke(values);
    }
}
