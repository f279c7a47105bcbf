using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Schema;

/// <summary>Reads and writes keys of a dictionary. The serializer does so only inside one.</summary>
internal sealed class KeyText
{
    private readonly JsonTypeInfo _map;

    private KeyText(JsonTypeInfo map) => _map = map;

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the instantiation.")]
    [UnconditionalSuppressMessage(
        "Trimming", "IL2055", Justification = "A dictionary has no requirements on its keys that trimming could break.")]
    public static KeyText Of(JsonSerializerOptions options, Type key) =>
        new(options.GetTypeInfo(typeof(Dictionary<,>).MakeGenericType(key, typeof(bool))));

    /// <summary>How keys are written, each name once.</summary>
    public IEnumerable<string> NamesOf(IEnumerable keys)
    {
        var names = new List<string>();
        foreach (object key in keys)
        {
            var map = (IDictionary)_map.CreateObject!();
            map.Add(key, true);
            names.Add(((JsonObject)JsonSerializer.SerializeToNode(map, _map)!).Single().Key);
        }

        return names.Distinct();
    }

    /// <summary>The key that a name means; null when it means none.</summary>
    /// <param name="name">As it was sent, without its quotes.</param>
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "A converter may throw whatever it likes at what it does not like.")]
    public object? Read(ReadOnlySpan<byte> name)
    {
        byte[] map = [.. "{\""u8, .. name, .. "\":true}"u8];
        try
        {
            foreach (object key in ((IDictionary)JsonSerializer.Deserialize(map, _map)!).Keys)
            {
                return key;
            }
        }
        catch (Exception)
        {
            // Not a key.
        }

        return null;
    }
}
