using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;

namespace Errand.Tests;

public sealed class DecimalTextTests
{
    /// <summary>Few digits and small exponents, so that many pairs are equal or nearly so.</summary>
    private static readonly Gen<string> Number = Gen.Select(
        Gen.OneOf<string>("", "-"),
        Gen.OneOf(
            Gen.OneOf<string>("0", "1", "10", "100", "9", "99", "12"), Gen.UInt.Select(i => i.ToString(CultureInfo.InvariantCulture))),
        Gen.OneOf<string>("", ".0", ".00", ".1", ".01", ".10", ".5", ".99", ".0001"),
        Gen.OneOf<string>("", "e0", "E1", "e+2", "e-1", "e-02", "e003", "e-4", "e20", "e-20"),
        (sign, whole, fraction, exponent) => sign + whole + fraction + exponent);

    [Fact]
    public void Numbers_are_compared_as_their_exact_values() => Gen.Select(Number, Number).Sample(
        (left, right) => Assert.Equal(
            Math.Sign(Exact(left).CompareTo(Exact(right))), Math.Sign(DecimalText.Compare(Bytes(left), Bytes(right)))));

    [Fact]
    public void An_integer_is_one_in_every_spelling() => Number.Sample(text =>
    {
        var number = new DecimalText(Bytes(text));
        (BigInteger value, bool isInteger) = (BigInteger.Divide(Exact(text), Scale), (Exact(text) % Scale).IsZero);
        Assert.Equal(isInteger, number.IsInteger);
        if (isInteger)
        {
            string plain = Encoding.UTF8.GetString(number.ToPlainInteger());
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), plain);
            Assert.Equal(plain.TrimStart('-').Length, number.IntegerDigits);
        }
    });

    [Theory]
    [InlineData("1e99999999999999999999", "1e5", 1)]
    [InlineData("-1e99999999999999999999", "-1e5", -1)]
    [InlineData("1e-99999999999999999999", "0", 1)]
    [InlineData("1e-99999999999999999999", "0.1", -1)]
    [InlineData("0e99999999999999999999", "-0", 0)]
    [InlineData("1e0000000000000000000000000000001", "10", 0)]
    [InlineData("0.1", "0.1000000000000000000000000000000000001", -1)]
    public void No_exponent_is_too_large(string left, string right, int order) =>
        Assert.Equal(order, Math.Sign(DecimalText.Compare(Bytes(left), Bytes(right))));

    private static BigInteger Scale { get; } = BigInteger.Pow(10, 40);

    /// <summary>The number times the scale, which no exponent above takes a digit of.</summary>
    private static BigInteger Exact(string number)
    {
        string[] parts = number.ToUpperInvariant().Split('E');
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string[] mantissa = parts[0].Split('.');
        int decimals = mantissa.Length == 1 ? 0 : mantissa[1].Length;
        return BigInteger.Parse(
            string.Concat(mantissa), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture) * BigInteger.Pow(10, 40 + exponent - decimals);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
