using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Binding;

/// <summary>Writes what a function returned.</summary>
internal sealed class ResultWriter
{
    private static readonly ReadOnlySequence<byte> Null = new("null"u8.ToArray());

    private readonly Type _type;
    private readonly TaskSerializer _json;
    private readonly int _maxBytes;
    private readonly SequenceItems? _sequence;
    private JsonTypeInfo? _whole;
    private JsonTypeInfo? _item;

    public ResultWriter(Type type, TaskSerializer json, int maxBytes)
    {
        _type = type;
        _json = json;
        _maxBytes = maxBytes;
        _sequence = SequenceItems.Of(type);
    }

    /// <exception cref="InvalidResultException">JSON cannot carry it, or it is too large.</exception>
    public async ValueTask<ReadOnlySequence<byte>> WriteAsync(object? result, CancellationToken cancellationToken)
    {
        if (result is null)
        {
            return Null;
        }

        var buffer = new ResultBuffer(_maxBytes);
        using var writer = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = _json.Write.Encoder, MaxDepth = TaskSerializer.MaxDepth });
        if (_sequence is null || !_sequence.IsMadeWhileRead(result))
        {
            // The contracts are made at the first result: a start need not wait for them.
            Write(writer, result, _whole ??= _json.Write.GetTypeInfo(_type));
        }
        else
        {
            await WriteItemsAsync(writer, _sequence, result, cancellationToken);
        }

        writer.Flush();
        return buffer.Written;
    }

    /// <summary>The items are made only now, by the function: what that throws is the function's own.</summary>
    private async ValueTask WriteItemsAsync(
        Utf8JsonWriter writer, SequenceItems sequence, object result, CancellationToken cancellationToken)
    {
        JsonTypeInfo contract = _item ??= _json.Write.GetTypeInfo(sequence.Item);
        writer.WriteStartArray();
        await sequence.ForEachAsync(result, item => Write(writer, item, contract), cancellationToken);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value, JsonTypeInfo contract)
    {
        try
        {
            Serialize(writer, value, contract);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidResultException(
                writer.CurrentDepth >= TaskSerializer.MaxDepth
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"The result is nested deeper than {TaskSerializer.MaxDepth} levels, the most that is stored, or contains itself.")
                    : $"The result cannot be written as JSON: {ExceptionText.OwnMessage(e)}",
                e);
        }
    }

    /// <summary>Without dynamic code the serializer calls getters by reflection, and what they throw comes wrapped.</summary>
    private static void Serialize(Utf8JsonWriter writer, object? value, JsonTypeInfo contract)
    {
        try
        {
            JsonSerializer.Serialize(writer, value, contract);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }
}
