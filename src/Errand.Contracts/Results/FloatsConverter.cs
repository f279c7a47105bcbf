using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Many numbers in base64, as little-endian floats.</summary>
internal sealed class FloatsConverter : JsonConverter<IReadOnlyList<float>>
{
    /// <summary>Every NaN is written so, whatever the processor makes.</summary>
    private static readonly float NaN = BitConverter.Int32BitsToSingle(0x7FC0_0000);

    public override IReadOnlyList<float> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        byte[] bytes = reader.GetBytesFromBase64();
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<float> value, JsonSerializerOptions options)
    {
        byte[] bytes = new byte[value.Count * sizeof(float)];
        for (int i = 0; i < value.Count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), float.IsNaN(value[i]) ? NaN : value[i]);
        }

        writer.WriteBase64StringValue(bytes);
    }
}
