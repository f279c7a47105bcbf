using System.Globalization;
using CsCheck;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>Magnitudes and phases are columns like others.</summary>
public sealed class ComplexTests
{
    [Theory]
    [InlineData("""[{"re":3,"im":4},{"re":-1,"im":0},{"im":-2,"re":0}]""", "abs()", "arg()")]
    [InlineData("""{"z":[{"real":3,"imaginary":4},{"real":-1,"imaginary":0},{"real":0,"imaginary":-2}]}""", "abs(/z)", "arg(/z)")]
    [InlineData("""{"re":[3,-1,0],"im":[4,0,-2]}""", "abs()", "arg()")]
    [InlineData("""{"z":{"f":[1,2],"real":[3,-1,0],"imaginary":[4,0,-2]}}""", "abs(/z)", "arg(/z)")]
    public void Complex_numbers_have_magnitudes_and_phases(string json, string magnitude, string phase)
    {
        ResultSeries series = LookRuns.Value(json, Query([magnitude, phase]));
        Assert.Equal([magnitude, phase], series.Series.Select(column => column.Column));
        Assert.Equal([5, 1, 2], series.Series[0].Values);
        Assert.Equal([Math.Atan2(4, 3), Math.PI, -Math.PI / 2], series.Series[1].Values);
    }

    [Fact]
    public void A_part_that_is_missing_is_a_gap_of_its_kind()
    {
        ResultSeries series = LookRuns.Value("""{"re":[null,"NaN",1,1],"im":[1,1,"Infinity",0]}""", Query(["abs()"]));
        Assert.Equal((2, 1), (series.Series[0].NonFinite, series.Series[0].Nulls));
        Assert.Equal(1, series.Series[0].Values[3]);
    }

    [Fact]
    public void No_peak_of_a_magnitude_is_lost_that_neither_part_shows() => Gen
        .Select(Gen.Int[200, 3000], Gen.Int[0, 199], Gen.Int[16, 300])
        .Sample((count, peak, blockSize) =>
        {
            // The parts have greater extremes elsewhere in their bucket, one at a time.
            string[] numbers = [.. Enumerable.Range(0, count).Select(i => i == peak ? Of(0.9, 0.9) : i % 2 == 0 ? Of(1, 0) : Of(0, 1))];
            ResultSeries series = LookRuns.Value($"[{string.Join(',', numbers)}]", Query(["abs()"], points: 20), blockSize);
            Assert.Contains(double.Hypot(0.9, 0.9), series.Series[0].Values);
        });

    [Theory]
    [InlineData("[1,2]", "abs()")]
    [InlineData("7", "arg()")]
    [InlineData("""{"re":[1,2],"im":[1]}""", "abs()")]
    [InlineData("""{"re":1,"im":2}""", "abs()")]
    [InlineData("""[{"re":1,"im":2,"n":3}]""", "abs()")]
    [InlineData("""[{"z":{"re":[1],"im":[2]}}]""", "abs(/*/z)")]
    public void What_is_not_complex_is_refused(string json, string column)
    {
        ResultRefusal refusal = LookRuns.Refusal(json, Query([column]));
        Assert.Equal((ResultRefusalKind.Unfit, "#/y"), (refusal.Kind, refusal.Fault!.Pointer));
        Assert.Contains("is not complex numbers", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abs(/z")]
    [InlineData("abs(z)")]
    [InlineData("sqrt(/z)")]
    public void Only_magnitudes_and_phases_are_made_of_complex_numbers(string column) =>
        Assert.NotNull(SeriesQuery.TryCreate(new ResultSeriesOptions { Y = [column] }, out _));

    private static string Of(double re, double im) => string.Create(CultureInfo.InvariantCulture, $$"""{"re":{{re}},"im":{{im}}}""");

    private static SeriesQuery Query(string[] columns, int points = 2000)
    {
        Assert.Null(SeriesQuery.TryCreate(new ResultSeriesOptions { Y = columns, Points = points }, out SeriesQuery query));
        return query;
    }
}
