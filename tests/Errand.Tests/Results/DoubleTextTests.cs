using System.Globalization;
using System.Text;
using CsCheck;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class DoubleTextTests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[1, 25].Select(digits => new string(digits));

    private static readonly Gen<string> Exponent = Gen.OneOf(
        Gen.Const(""), Gen.Int[-330, 330].Select(e => $"e{Text(e)}"),
        Gen.Int[-60, 60].Select(e => $"E{(e < 0 ? "-" : "+")}0{Text(Math.Abs(e))}"));

    private static readonly Gen<string> Numbers = Gen.Select(
        Gen.Bool, Gen.OneOf(Gen.Const("0"), Digits.Select(digits => $"1{digits}"), Gen.Int[0, 999].Select(i => $"{i}")),
        Gen.OneOf(Gen.Const(""), Digits.Select(digits => $".{digits}"), Digits.Select(digits => $".0000000000{digits}")), Exponent,
        (isNegative, whole, fraction, exponent) => $"{(isNegative ? "-" : "")}{whole}{fraction}{exponent}");

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("1e22")]
    [InlineData("1e23")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993.0000000000000000000001")]
    [InlineData("9223372036854775807")]
    [InlineData("9999999999999999999")]
    [InlineData("18446744073709551616")]
    [InlineData("0.1234567890123456789")]
    [InlineData("0.00000000000000000000000000000012345678901234567")]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1e-99999999999")]
    [InlineData("0e99999999999")]
    public void A_number_is_the_nearest_double(string number) => IsNearest(number);

    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e99999999999")]
    public void What_is_too_large_for_a_double_is_not_read(string number) =>
        Assert.Equal(0, DoubleText.Read(Encoding.UTF8.GetBytes(number + ","), out _));

    [Theory]
    [InlineData("-")]
    [InlineData("12")]
    [InlineData("12.")]
    [InlineData("12.5")]
    [InlineData("12.5e")]
    [InlineData("12.5e-")]
    [InlineData("12.5e-3")]
    public void A_number_that_may_go_on_is_as_long_as_the_text(string text) =>
        Assert.Equal(text.Length, DoubleText.Read(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Any_number_is_the_nearest_double() => Numbers.Sample(IsNearest, iter: 20_000);

    [Fact]
    public void Any_double_is_read_as_it_was_written() => Gen.OneOf(Gen.Double, Gen.Double[-1000, 1000], Gen.Float.Select(f => (double)f))
        .Where(double.IsFinite).Sample(
            value =>
            {
                IsNearest(value.ToString("R", CultureInfo.InvariantCulture));
                IsNearest(value.ToString("E16", CultureInfo.InvariantCulture));
                IsNearest(value.ToString("F6", CultureInfo.InvariantCulture));
            },
            iter: 20_000);

    /// <summary>Between two doubles, as exactly as 19 digits allow: there the last bit decides.</summary>
    [Fact]
    public void Halfway_between_two_doubles_the_even_one_is_taken() => Gen.Select(
        Gen.Long[1L << 52, (1L << 53) - 1], Gen.Int[0, 10]).Sample(
        (mantissa, power) =>
        {
            Int128 twice = (2 * (Int128)mantissa) + 1;
            IsNearest(Text(twice << power));
            IsNearest(Text((twice << power) + 1));
            IsNearest(Text((twice << power) - 1));
            IsNearest($"{Text(mantissa)}.5");
            IsNearest($"{Text(mantissa / 8)}.{Text(mantissa % 8 * 125)}0625");
        },
        iter: 20_000);

    private static string Text(Int128 value) => value.ToString(CultureInfo.InvariantCulture);

    private static void IsNearest(string number)
    {
        double expected = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        int length = DoubleText.Read(Encoding.UTF8.GetBytes(number + ","), out double value);
        Assert.Equal(double.IsFinite(expected) ? number.Length : 0, length);
        if (length > 0)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }
    }
}
