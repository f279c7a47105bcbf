using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Texts;

/// <summary>Writes arguments as JSON.</summary>
internal sealed class ArgsJson(ClientJson json)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    /// <exception cref="InvalidTaskException">JSON cannot carry them.</exception>
    public JsonElement Write(object? args)
    {
        try
        {
            return args switch
            {
                null => Nothing,
                JsonElement { ValueKind: not JsonValueKind.Undefined } element => element,
                _ when IsAnonymous(args.GetType()) => AsWritten(args),
                _ => JsonSerializer.SerializeToElement(args, json.TypeOf(args.GetType())),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Unfit(e);
        }
    }

    /// <exception cref="InvalidTaskException">JSON cannot carry them.</exception>
    public JsonElement Write<T>(T args, JsonTypeInfo<T>? type)
        where T : notnull
    {
        try
        {
            return args is JsonElement { ValueKind: not JsonValueKind.Undefined } element
                ? element
                : JsonSerializer.SerializeToElement(args, type ?? json.TypeOf<T>());
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Unfit(e);
        }
    }

    /// <summary>The members of an anonymous object stand for a function's parameters, whose names are as written.</summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2075", Justification = "Where types are trimmed there is no contract for their values, which is said.")]
    private JsonElement AsWritten(object args)
    {
        if (!JsonSerializer.IsReflectionEnabledByDefault)
        {
            throw new NotSupportedException("Anonymous objects need reflection. Pass a JsonElement, or a type with a JsonTypeInfo.");
        }

        var written = new ArrayBufferWriter<byte>();
        var form = new JsonWriterOptions { Encoder = json.Options.Encoder, MaxDepth = ClientJson.MaxDepth };
        using (var writer = new Utf8JsonWriter(written, form))
        {
            writer.WriteStartObject();
            foreach (PropertyInfo property in args.GetType().GetProperties())
            {
                writer.WritePropertyName(property.Name);
                JsonSerializer.Serialize(writer, property.GetValue(args), json.TypeOf(property.PropertyType));
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(written.WrittenSpan, new JsonDocumentOptions { MaxDepth = ClientJson.MaxDepth });
    }

    private static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static InvalidTaskException Unfit(Exception e) => new($"The arguments cannot be written as JSON: {e.Message}", [], e);
}
