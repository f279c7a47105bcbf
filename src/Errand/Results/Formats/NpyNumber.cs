using System.Globalization;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>A number of an array, as a double.</summary>
internal static class NpyNumber
{
    /// <summary>The bits that NumPy gives it. .NET's has a sign.</summary>
    private static readonly double NaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    public static bool IsNumber(JsonTokens json) =>
        json.Type is JsonTokenType.Number or JsonTokenType.Null
        || (json.Type == JsonTokenType.String && (json.Is("NaN"u8) || json.Is("Infinity"u8) || json.Is("-Infinity"u8)));

    /// <summary>Null is not a number. What is too large for a double is infinite.</summary>
    public static double Read(JsonTokens json) => json.Type switch
    {
        JsonTokenType.Number => double.Parse(json.Raw, NumberStyles.Float, CultureInfo.InvariantCulture),
        JsonTokenType.String when json.Is("Infinity"u8) => double.PositiveInfinity,
        JsonTokenType.String when json.Is("-Infinity"u8) => double.NegativeInfinity,
        _ => NaN,
    };
}
