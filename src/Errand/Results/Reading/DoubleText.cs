using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Errand.Results.Reading;

/// <summary>Reads numbers as the doubles that are nearest to them: as the framework does, and several times as fast for numbers of at most
/// 19 digits, which nearly all are.</summary>
/// <remarks>Daniel Lemire, <i>Number parsing at a gigabyte per second</i>, 2021; Noble Mushtak and Daniel Lemire, <i>Fast number parsing
/// without fallback</i>, 2023.</remarks>
internal static class DoubleText
{
    /// <summary>So many digits fit into 64 bits.</summary>
    private const int MostDigits = 19;

    /// <summary>In powers of ten up to this one no number of so many digits is too large for a double, or subnormal.</summary>
    private const int MostPower = 64;

    private const int FractionBits = 52;

    private const int ExponentBias = 1023;

    /// <summary>Beyond any double.</summary>
    private const int FarExponent = 1_000_000;

    /// <summary>The first 128 bits of the powers of five from -<see cref="MostPower"/> on.</summary>
    private static readonly (ulong High, ulong Low)[] Powers = [.. Enumerable.Range(-MostPower, (2 * MostPower) + 1).Select(PowerOfFive)];

    /// <summary>Reads the number that a text begins with.</summary>
    /// <param name="text">A number by the grammar of JSON, and what follows it.</param>
    /// <param name="value">The number.</param>
    /// <returns>How long it is: if as long as the text, it may go on. 0 when it is too large for a double.</returns>
    public static int Read(ReadOnlySpan<byte> text, out double value)
    {
        int start = text[0] == '-' ? 1 : 0;
        ulong digits = 0;
        int at = TakeDigits(text, start, ref digits);
        int count = at - start;
        int power = 0;
        if (at < text.Length && text[at] == '.')
        {
            int point = at;
            at = TakeDigits(text, point + 1, ref digits);
            power = point + 1 - at;
            count -= power;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at = TakeExponent(text, at + 1, ref power);
        }

        if (at == text.Length)
        {
            value = 0;
            return at;
        }

        bool isWhole = count <= MostDigits || count - CountZeros(text[start..at]) <= MostDigits;
        if (!isWhole || !TryScale(digits, power, out value))
        {
            value = double.Parse(text[start..at], NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        value = start == 0 ? value : -value;
        return double.IsFinite(value) ? at : 0;
    }

    private static int TakeDigits(ReadOnlySpan<byte> text, int at, ref ulong digits)
    {
        while (text.Length - at >= sizeof(ulong))
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
            if (!AreDigits(eight))
            {
                break;
            }

            digits = (digits * 100_000_000) + ToNumber(eight);
            at += sizeof(ulong);
        }

        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            digits = (digits * 10) + (uint)(text[at] - '0');
        }

        return at;
    }

    private static bool AreDigits(ulong eight) =>
        ((eight & 0xF0F0F0F0F0F0F0F0) | (((eight + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    /// <summary>The number that eight digits make, of which the first is the lowest byte. Neighbours are joined three times.</summary>
    private static ulong ToNumber(ulong eight)
    {
        ulong pairs = ((eight - 0x3030303030303030) * 10) + ((eight - 0x3030303030303030) >> 8);
        return (((pairs & 0x000000FF000000FF) * 0x000F424000000064) + (((pairs >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }

    private static int TakeExponent(ReadOnlySpan<byte> text, int at, ref int power)
    {
        bool isNegative = at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is (byte)'-' or (byte)'+' ? 1 : 0;
        int exponent = 0;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            exponent = Math.Min(FarExponent, (exponent * 10) + (text[at] - '0'));
        }

        power += isNegative ? -exponent : exponent;
        return at;
    }

    /// <summary>How many zeros are in front of the first other digit.</summary>
    private static int CountZeros(ReadOnlySpan<byte> number)
    {
        int length = number.IndexOfAnyExcept((byte)'0', (byte)'.');
        ReadOnlySpan<byte> front = length < 0 ? number : number[..length];
        return front.Count((byte)'0');
    }

    /// <summary>Multiplies by a power of ten. False when that is too large or too small for this.</summary>
    private static bool TryScale(ulong digits, int power, out double value)
    {
        value = 0;
        if (digits == 0)
        {
            return true;
        }

        if (power is < -MostPower or > MostPower)
        {
            return false;
        }

        int shift = BitOperations.LeadingZeroCount(digits);
        (ulong high, ulong low) = Multiply(digits << shift, Powers[power + MostPower]);
        int top = (int)(high >> 63);
        int unused = 64 - FractionBits - 3 + top;
        ulong mantissa = high >> unused; // With one bit more than a double has, by which it is rounded.
        bool isHalfway = low <= 1 && power is >= -4 and <= 23 && (mantissa & 3) == 1 && mantissa << unused == high;
        mantissa = (mantissa + (isHalfway ? 0 : mantissa & 1)) >> 1;
        int exponent = ((217706 * power) >> 16) + 63 + top - shift + ExponentBias; // 217706 / 65536: the bits of a ten.
        // Added, not joined: if it was rounded up to the next power of two, that is one more in the exponent.
        value = BitConverter.UInt64BitsToDouble(((ulong)exponent << FractionBits) + (mantissa - (1UL << FractionBits)));
        return true;
    }

    /// <summary>The first 128 bits of the product, as far as they matter.</summary>
    private static (ulong High, ulong Low) Multiply(ulong number, (ulong High, ulong Low) power)
    {
        ulong high = Math.BigMul(number, power.High, out ulong low);
        if ((high & 0x1FF) == 0x1FF)
        {
            ulong more = Math.BigMul(number, power.Low, out _);
            low += more;
            high += low < more ? 1UL : 0;
        }

        return (high, low);
    }

    private static (ulong High, ulong Low) PowerOfFive(int power)
    {
        var five = BigInteger.Pow(5, Math.Abs(power));
        if (power < 0)
        {
            // Rounded up as long as a product may lie halfway between two doubles; else cut off, as positive powers are.
            int bits = (int)five.GetBitLength();
            five = ((BigInteger.One << (power >= -27 ? bits + 127 : (2 * bits) + 128)) / five) + 1;
        }

        int excess = (int)five.GetBitLength() - 128;
        five = excess > 0 ? five >> excess : five << -excess;
        return ((ulong)(five >> 64), (ulong)(five & ulong.MaxValue));
    }
}
