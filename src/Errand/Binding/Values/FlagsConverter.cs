using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Binding.Values;

/// <summary>A combination of flags as an array of names, such as <c>["Mon","Tue"]</c>. No name is the zero value.</summary>
internal sealed class FlagsConverter<T> : JsonConverter<T>, INamedFlags
    where T : struct, Enum
{
    private readonly Dictionary<string, ulong> _bits;

    /// <summary>Names to write: those of one bit first, since they say most; of several names for the same bits the first.</summary>
    private readonly (string Name, ulong Bits)[] _written;

    public FlagsConverter()
    {
        _bits = Enum.GetNames<T>().ToDictionary(NameOf, name => Bits(Enum.Parse<T>(name)));
        _written =
        [
            .. _bits.Where(b => b.Value != 0).Select(b => (b.Key, b.Value)).DistinctBy(b => b.Value)
                .OrderBy(b => BitOperations.PopCount(b.Value)).ThenBy(b => b.Value),
        ];
    }

    public IEnumerable<string> Names => _bits.Keys;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array of names was expected.");
        }

        ulong bits = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bits |= reader.TokenType == JsonTokenType.String && _bits.TryGetValue(reader.GetString()!, out ulong named)
                ? named
                : throw new JsonException($"A name of {typeof(T).Name} was expected.");
        }

        return Value(bits);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ulong bits = Bits(value);
        ulong unnamed = bits;
        writer.WriteStartArray();
        foreach ((string name, ulong named) in _written)
        {
            // A name of several bits only where it says something that no other name has said.
            if ((bits & named) == named && (unnamed & named) != 0)
            {
                writer.WriteStringValue(name);
                unnamed &= ~named;
            }
        }

        if (unnamed != 0)
        {
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name} has no name for the value {value:D}."));
        }

        writer.WriteEndArray();
    }

    private static string NameOf(string member) =>
        typeof(T).GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member;

    private static ulong Bits(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.As<T, byte>(ref value),
        2 => Unsafe.As<T, ushort>(ref value),
        4 => Unsafe.As<T, uint>(ref value),
        _ => Unsafe.As<T, ulong>(ref value),
    };

    private static T Value(ulong bits) => (T)Enum.ToObject(typeof(T), bits);
}
