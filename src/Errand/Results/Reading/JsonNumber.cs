using System.Globalization;
using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>The numbers that a place for a number may hold, as doubles. A gap is what cannot be drawn: null, NaN and infinity.</summary>
internal static class JsonNumber
{
    /// <summary>Null is told from a NaN by its bits.</summary>
    public static readonly double Null = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_4E4C);

    public static bool IsNull(double value) => BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(Null);

    /// <summary>False for what is neither a number, null nor one of the texts that stand for numbers that JSON does not have. What is too
    /// large for a double is infinite.</summary>
    public static bool TryRead(in JsonToken token, out double value)
    {
        switch (token.Type)
        {
            case JsonTokenType.Number:
                value = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
                return true;
            case JsonTokenType.Null:
                value = Null;
                return true;
            case JsonTokenType.String:
                return TryReadText(token.Text, out value);
            default:
                value = double.NaN;
                return false;
        }
    }

    private static bool TryReadText(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : double.NaN;
        return !double.IsNaN(value) || text.SequenceEqual("NaN"u8);
    }
}
