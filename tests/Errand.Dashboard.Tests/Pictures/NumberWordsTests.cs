using Errand.Dashboard.Pages.Results.Pictures;

namespace Errand.Dashboard.Tests.Pictures;

/// <summary>Pictures say numbers as the plots of the pages do: the same cases as <c>WordTests</c>.</summary>
public sealed class NumberWordsTests
{
    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(1234567, 0, "1,234,567")]
    [InlineData(0.1 + 0.2, 0, "0.3")]
    [InlineData(-68.0712345, 0, "−68.0712")]
    [InlineData(999999.9, 0, "1,000,000")]
    [InlineData(1e-5, 0, "1e−5")]
    [InlineData(-1.5e-7, 0, "−1.5e−7")]
    [InlineData(123456789.5, 0, "123,456,790")]
    [InlineData(1e9, 0, "1e9")]
    [InlineData(1e300, 0, "1e300")]
    [InlineData(double.NaN, 0, "no number")]
    [InlineData(double.NegativeInfinity, 0, "−∞")]
    [InlineData(1000.000012345, 1e-4, "1,000.0000123")]
    [InlineData(1700000000.5, 10, "1,700,000,000.5")]
    public void Numbers_have_six_digits_or_as_many_as_tell_them_apart(double number, double span, string text) =>
        Assert.Equal(text, NumberWords.Of(number, span));

    [Theory]
    [InlineData(0, 68.07, "0 10 20 30 40 50 60", "")]
    [InlineData(-0.3, 0.7, "−0.2 0.0 0.2 0.4 0.6", "")]
    [InlineData(1700000000, 1700000100, "0 20 40 60 80 100", "+ 1,700,000,000")]
    [InlineData(999999.998, 1000000.002, "−0.002 −0.001 0.000 0.001 0.002", "+ 1,000,000")]
    [InlineData(0, 1e-7, "0 20 40 60 80 100", "× 1e−9")]
    [InlineData(-3.0000005, -2.9999995, "−400 −200 0 200 400", "× 1e−9 − 3")]
    [InlineData(-1e308, 1e308, "−100 0 100", "× 1e306")]
    [InlineData(3, 3, "3", "")]
    public void Ticks_are_round_and_what_they_have_in_common_stands_once(double low, double high, string texts, string note)
    {
        (string[] labels, string common) = NumberWords.Labels(Ticks.Of(low, high, 5));
        Assert.Equal((texts, note), (string.Join(' ', labels), common));
    }

    [Theory]
    [InlineData(1, 10, 10, "1 2 5 10")]
    [InlineData(0.001, 1000, 4, "0.01 1 100")]
    [InlineData(0.001, 1000, 30, "0.001 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 2 5 10 20 50 100 200 500 1,000")]
    [InlineData(2, 3, 5, "2 2.2 2.4 2.6 2.8 3")]
    public void Ticks_of_logarithms_are_powers_of_ten_and_what_is_between_them(double low, double high, int most, string texts) =>
        Assert.Equal(texts, string.Join(' ', Ticks.OfLog(low, high, most).Select(tick => NumberWords.Of(tick))));

    [Theory]
    [InlineData(1728000000, 1728014800, 9, "00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00", "2024-10-04 UTC")]
    [InlineData(1728000000.1, 1728000000.6, 6, "00:00:00.1 00:00:00.2 00:00:00.3 00:00:00.4 00:00:00.5", "2024-10-04 UTC")]
    [InlineData(1728000000, 1728300000, 5, "2024-10-04 2024-10-05 2024-10-06 2024-10-07", "UTC")]
    [InlineData(1700000000, 1728000000, 11, "2024-01 2024-03 2024-05 2024-07 2024-09", "UTC")]
    [InlineData(0, 1728000000, 6, "1970 1980 1990 2000 2010 2020", "UTC")]
    [InlineData(1728080000, 1728100000, 6, "23:00 00:00 01:00 02:00 03:00", "2024-10-04 to 2024-10-05 UTC")]
    public void Instants_stand_at_whole_units_of_time(double low, double high, int wanted, string texts, string note)
    {
        (_, string[] labels, string common) = TimeTicks.Of(low, high, wanted);
        Assert.Equal((texts, note), (string.Join(' ', labels), common));
    }

    [Fact]
    public void Instants_that_no_calendar_has_are_numbers()
    {
        (_, string[] texts, string note) = TimeTicks.Of(-1e15, 1e15, 3);
        Assert.Equal(("−1.0 −0.5 0.0 0.5 1.0", "× 1e15 s since 1970"), (string.Join(' ', texts), note));
    }

    [Fact]
    public void A_text_that_is_cut_ends_between_characters()
    {
        string text = string.Concat(Enumerable.Repeat("👩‍🚀é", 40));
        string cut = TextWidth.Fit(text, 100, 12);

        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.StartsWith(cut[..^1], text, StringComparison.Ordinal);
        Assert.True(TextWidth.Of(cut, 12) <= 100);
        Assert.False(char.IsHighSurrogate(cut[^2]));
        Assert.Equal("short", TextWidth.Fit("short", 100, 12));
    }
}
