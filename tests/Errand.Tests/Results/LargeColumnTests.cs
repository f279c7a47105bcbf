using System.Globalization;
using System.Text;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>The halves of a column over 4 MiB are read at the same time.</summary>
public sealed class LargeColumnTests
{
    private const int Rows = 600_001;

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

    private static async Task<string> RefusalAsync(params int[] wrong)
    {
        using var json = new ReopenableStream(Of(row => wrong.Contains(row) ? "{}" : "0.12345"));
        string detail = (await LookAsync(json, ResultThinning.MinMax, null, null)).Refusal!.Detail;
        Assert.Equal(0, json.Open);
        return detail;
    }

    private static byte[] Of(Func<int, string> value) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, Rows).Select(value))}]");

    private static async Task<Look<ResultSeries>> LookAsync(Stream json, ResultThinning method, double? from, double? to)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var options = new ResultSeriesOptions { Y = [""], From = from, To = to, Method = method };
        Assert.Null(SeriesQuery.TryCreate(options, out SeriesQuery query));
        using var tokens = new JsonTokens(json);
        IndexedResult result = await IndexedResult.OpenAsync(tokens, new ResultMemory(), new ResultKey(new TaskId(1), 1), stop);
        return await query.LookAsync(result, stop);
    }
}
