using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Errand.Binding.Text;

/// <summary>The least and the largest value of each integer type.</summary>
internal static class IntegerBounds
{
    private static readonly Dictionary<Type, (BigInteger Minimum, BigInteger Maximum)> All = new()
    {
        [typeof(sbyte)] = (sbyte.MinValue, sbyte.MaxValue),
        [typeof(byte)] = (byte.MinValue, byte.MaxValue),
        [typeof(short)] = (short.MinValue, short.MaxValue),
        [typeof(ushort)] = (ushort.MinValue, ushort.MaxValue),
        [typeof(int)] = (int.MinValue, int.MaxValue),
        [typeof(uint)] = (uint.MinValue, uint.MaxValue),
        [typeof(long)] = (long.MinValue, long.MaxValue),
        [typeof(ulong)] = (ulong.MinValue, ulong.MaxValue),
        [typeof(Int128)] = (Int128.MinValue, Int128.MaxValue),
        [typeof(UInt128)] = (UInt128.MinValue, UInt128.MaxValue),
    };

    public static IReadOnlyCollection<Type> Types => All.Keys;

    public static (BigInteger Minimum, BigInteger Maximum)? Of(Type integer) =>
        All.TryGetValue(integer, out (BigInteger Minimum, BigInteger Maximum) bounds) ? bounds : null;

    /// <summary>A bound as JSON writes it, whatever its size.</summary>
    public static JsonNode Number(BigInteger value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;
}
