using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Values;

namespace Errand.Hosting;

/// <summary>Arguments given in C# as the JSON that a client would send.</summary>
internal sealed class ArgsText(TaskSerializer json)
{
    /// <exception cref="InvalidTaskException">JSON cannot carry them.</exception>
    public byte[] Write(object? args)
    {
        try
        {
            return args switch
            {
                null => "{}"u8.ToArray(),
                // Byte for byte, as the HTTP routes take it: the serializer would write its strings with other escapes.
                JsonElement { ValueKind: not JsonValueKind.Undefined } element => JsonMarshal.GetRawUtf8Value(element).ToArray(),
                _ when IsAnonymous(args.GetType()) => JsonSerializer.SerializeToUtf8Bytes(AsWritten(args), json.Write),
                _ => JsonSerializer.SerializeToUtf8Bytes(args, args.GetType(), json.Write),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidTaskException($"The arguments cannot be written as JSON: {e.Message}", []);
        }
    }

    /// <summary>The members of an anonymous object stand for a function's parameters, whose names are as written.</summary>
    private JsonObject AsWritten(object args)
    {
        var written = new JsonObject();
        foreach (PropertyInfo property in args.GetType().GetProperties())
        {
            written[property.Name] = JsonSerializer.SerializeToNode(property.GetValue(args), property.PropertyType, json.Write);
        }

        return written;
    }

    private static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), false);
}
