using System.Globalization;
using System.Text;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>The halves of a column over 4 MiB are read at the same time, and so are columns that are too many for memory.</summary>
public sealed class LargeColumnTests
{
    private const int Rows = 600_001;

    /// <summary>Together they have more numbers than are held in memory.</summary>
    private const int Columns = 6;

    [Fact]
    public async Task A_large_column_is_read_in_halves_and_has_every_number()
    {
        using var json = new ReopenableStream(Of(row => string.Create(CultureInfo.InvariantCulture, $"{row}.25")));
        ResultSeries series = (await LookAsync(json, ResultThinning.MinMax, from: 299_990, to: 300_009)).Value!;

        Assert.Equal(Enumerable.Range(299_990, 20).Select(row => row + 0.25), series.Series[0].Values);
        Assert.Equal((1, 0), (json.Opened, json.Open));
    }

    [Fact]
    public async Task The_first_row_that_is_no_number_is_told_from_either_half()
    {
        Assert.Contains("row 400000 ", await RefusalAsync(400_000), StringComparison.Ordinal);
        Assert.Contains("row 1000 ", await RefusalAsync(1000, 400_000), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_are_too_many_for_memory_keep_their_extremes()
    {
        int[] spikes = [.. Enumerable.Range(0, Columns).Select(column => 100_000 * (column + 1))];
        using var json = new ReopenableStream(Of(row => RowOf(column => row == spikes[column] ? "7" : "0.5")));
        ResultSeries series = (await LookAsync(json, ResultThinning.MinMax, null, null, EachColumn)).Value!;

        Assert.Subset(series.Rows.ToHashSet(), spikes.Select(row => (long)row).ToHashSet());
        Assert.All(series.Series, (column, i) => Assert.Equal(
            series.Rows.Select(row => row == spikes[i] ? 7 : 0.5), column.Values));
        Assert.True(json.Opened > 1);
        Assert.Equal(0, json.Open);
    }

    [Fact]
    public async Task A_part_of_columns_that_are_too_many_for_memory_has_every_number()
    {
        using var json = new ReopenableStream(Of(row => RowOf(column => string.Create(CultureInfo.InvariantCulture, $"{row + column}.5"))));
        ResultSeries series = (await LookAsync(json, ResultThinning.MinMax, from: 299_990, to: 300_009, EachColumn)).Value!;

        Assert.All(series.Series, static (column, i) =>
            Assert.Equal(Enumerable.Range(299_990 + i, 20).Select(row => row + 0.5), column.Values));
    }

    [Fact]
    public async Task Of_columns_that_are_too_many_for_memory_the_first_wrong_one_is_told()
    {
        using var json = new ReopenableStream(Of(row => RowOf(column => row == 1000 - column && column > 3 ? "{}" : "1")));
        Assert.Contains(
            "row 996 ", (await LookAsync(json, ResultThinning.MinMax, null, null, EachColumn)).Refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal(0, json.Open);
    }

    private static string[] EachColumn =>
        [.. Enumerable.Range(0, Columns).Select(column => string.Create(CultureInfo.InvariantCulture, $"/*/{column}"))];

    private static string RowOf(Func<int, string> value) => $"[{string.Join(',', Enumerable.Range(0, Columns).Select(value))}]";

    private static async Task<string> RefusalAsync(params int[] wrong)
    {
        using var json = new ReopenableStream(Of(row => wrong.Contains(row) ? "{}" : "0.12345"));
        string detail = (await LookAsync(json, ResultThinning.MinMax, null, null)).Refusal!.Detail;
        Assert.Equal(0, json.Open);
        return detail;
    }

    private static byte[] Of(Func<int, string> value) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, Rows).Select(value))}]");

    private static async Task<Look<ResultSeries>> LookAsync(
        Stream json, ResultThinning method, double? from, double? to, params string[] columns)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var options = new ResultSeriesOptions { Y = columns is [] ? [""] : columns, From = from, To = to, Method = method };
        Assert.Null(SeriesQuery.TryCreate(options, out SeriesQuery query));
        using var tokens = new JsonTokens(json);
        IndexedResult result = await IndexedResult.OpenAsync(tokens, new ResultMemory(), new ResultKey(new TaskId(1), 1), stop);
        return await query.LookAsync(result, stop);
    }
}
