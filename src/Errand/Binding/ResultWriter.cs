using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding;

/// <summary>Writes what a function returned, by its declared type.</summary>
internal sealed class ResultWriter(Type type, int maxBytes)
{
    private static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();

    private JsonTypeInfo? _contract;

    public ReadOnlyMemory<byte> Write(object? result)
    {
        if (result is null)
        {
            return Null;
        }

        var buffer = new CappedBuffer(maxBytes);
        try
        {
            // Not in the constructor: a type that cannot be written fails the run, not the start of the program.
            _contract ??= TaskJson.Options.GetTypeInfo(type);
            using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = TaskJson.Options.Encoder, MaxDepth = TaskJson.Options.MaxDepth });
            RefuseTask(result);
            Serialize(writer, result, _contract);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidResultException($"The result cannot be written as JSON: {ExceptionText.OwnMessage(e)}", e);
        }

        return buffer.Written;
    }

    /// <summary>Without dynamic code the serializer calls getters by reflection, and what they throw comes wrapped.</summary>
    private static void Serialize(Utf8JsonWriter writer, object result, JsonTypeInfo contract)
    {
        try
        {
            JsonSerializer.Serialize(writer, result, contract);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    /// <summary>Declared as an object it would be written as one, with all its inner workings.</summary>
    private static void RefuseTask(object result)
    {
        if (result is Task or ValueTask)
        {
            throw new NotSupportedException("It is a Task that nobody awaits; declare the function to return it as one.");
        }
    }
}
