using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Values;

/// <summary>An array of several dimensions as arrays in arrays. The serializer reads and writes each innermost one whole, which is
/// fast.</summary>
internal sealed class GridConverter<TGrid, TItem> : JsonConverter<TGrid>, IGridForm
    where TGrid : class
{
    public Type Item => typeof(TItem);

    public int Dimensions { get; } = typeof(TGrid).GetArrayRank();

    public override TGrid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var items = new List<TItem>();
        int[] lengths = new int[Dimensions];
        Array.Fill(lengths, -1);
        ReadLevel(ref reader, 0, lengths, items, RowContract(options));
        return (TGrid)(object)Filled(lengths, items);
    }

    public override void Write(Utf8JsonWriter writer, TGrid value, JsonSerializerOptions options)
    {
        var grid = (Array)(object)value;
        var row = new List<TItem>();
        CollectionsMarshal.SetCount(row, grid.GetLength(Dimensions - 1));
        WriteLevel(writer, grid, 0, Items(grid), row, RowContract(options));
    }

    private void ReadLevel(ref Utf8JsonReader reader, int level, int[] lengths, List<TItem> items, JsonTypeInfo<List<TItem>> contract)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array was expected.");
        }

        int length = 0;
        if (level == Dimensions - 1)
        {
            List<TItem> row = JsonSerializer.Deserialize(ref reader, contract)!;
            items.AddRange(row);
            length = row.Count;
        }
        else
        {
            for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; length++)
            {
                ReadLevel(ref reader, level + 1, lengths, items, contract);
            }
        }

        if (lengths[level] >= 0 && lengths[level] != length)
        {
            throw new JsonException(
                string.Create(CultureInfo.InvariantCulture, $"An array of {lengths[level]} items was expected, as many as before."));
        }

        lengths[level] = length;
    }

    private void WriteLevel(
        Utf8JsonWriter writer, Array grid, int level, ReadOnlySpan<TItem> items, List<TItem> row, JsonTypeInfo<List<TItem>> contract)
    {
        if (level == Dimensions - 1)
        {
            items.CopyTo(CollectionsMarshal.AsSpan(row));
            JsonSerializer.Serialize(writer, row, contract);
            return;
        }

        int length = grid.GetLength(level);
        int step = length == 0 ? 0 : items.Length / length;
        writer.WriteStartArray();
        for (int i = 0; i < length; i++)
        {
            WriteLevel(writer, grid, level + 1, items.Slice(i * step, step), row, contract);
        }

        writer.WriteEndArray();
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The type of the array exists: it is the one that is read.")]
    private static Array Filled(int[] lengths, List<TItem> items)
    {
        // What lies below an empty dimension has no length of its own.
        var grid = Array.CreateInstance(typeof(TItem), [.. lengths.Select(length => Math.Max(length, 0))]);
        CollectionsMarshal.AsSpan(items).CopyTo(Items(grid));
        return grid;
    }

    /// <summary>That of a list, since an array of bytes would be one text.</summary>
    private static JsonTypeInfo<List<TItem>> RowContract(JsonSerializerOptions options) =>
        (JsonTypeInfo<List<TItem>>)options.GetTypeInfo(typeof(List<TItem>));

    /// <summary>All items, the last index running fastest: this is how they lie in memory.</summary>
    private static Span<TItem> Items(Array grid) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, TItem>(ref MemoryMarshal.GetArrayDataReference(grid)), grid.Length);
}
