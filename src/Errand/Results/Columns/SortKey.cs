using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>Where a row stands in the order of a column: numbers by their value, then texts by their first 16 bytes, then booleans, then
/// the rest, and rows without a value last. Of equal ones the first row comes first.</summary>
internal readonly record struct SortKey(SortRank Rank, ulong High, ulong Low, long Row)
{
    private const int TextBytes = 16;

    public static SortKey Of(in JsonToken token) => token.Type switch
    {
        JsonTokenType.Number => OfNumber(double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        JsonTokenType.String => OfText(token.Unescaped()),
        JsonTokenType.False => new SortKey(SortRank.Boolean, 0, 0, 0),
        JsonTokenType.True => new SortKey(SortRank.Boolean, 1, 0, 0),
        JsonTokenType.Null => new SortKey(SortRank.None, 0, 0, 0),
        _ => new SortKey(SortRank.Nested, 0, 0, 0),
    };

    /// <summary>Less than 0 when this row comes first.</summary>
    public int CompareTo(in SortKey other, bool isDescending)
    {
        int order = (Rank, High, Low).CompareTo((other.Rank, other.High, other.Low));
        bool isTurned = isDescending && Rank != SortRank.None && other.Rank != SortRank.None;
        return order == 0 ? Row.CompareTo(other.Row) : isTurned ? -order : order;
    }

    private static SortKey OfNumber(double value) => new(SortRank.Number, OrderOf(value), 0, 0);

    private static SortKey OfText(ReadOnlySpan<byte> text)
    {
        Span<byte> start = stackalloc byte[TextBytes];
        text[..Math.Min(text.Length, TextBytes)].CopyTo(start);
        return new SortKey(
            SortRank.Text, BinaryPrimitives.ReadUInt64BigEndian(start), BinaryPrimitives.ReadUInt64BigEndian(start[sizeof(ulong)..]), 0);
    }

    /// <summary>An integer that is as much smaller or larger than others as the number is. Zero has one sign.</summary>
    private static ulong OrderOf(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value);
        return (ulong)(bits < 0 ? ~bits : bits ^ long.MinValue);
    }
}
