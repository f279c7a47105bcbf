using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Writes instants as the server does: the default would write their offset and as many digits as they have.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[InstantText.Room];
        writer.WriteStringValue(InstantText.Format(text, value));
    }
}
