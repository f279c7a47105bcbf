using System.Text.Json;
using Errand.Tests.Hosting;

namespace Errand.Tests.Clients;

public abstract partial class TaskClientContract
{
    private const string Sample = """{"t":[1.50,2,3,4],"r":[[1,2],[3,4]],"text":["=1"]}""";

    [Fact]
    public async Task A_result_is_opened_whole_or_in_part_and_in_any_form()
    {
        TaskId id = await DoneAsync("echo", JsonElement.Parse(Sample));

        Assert.Equal(Sample, await ReadAsync(id, null));
        Assert.Equal("[2,4]", await ReadAsync(id, new ResultOptions { Select = "/t", Offset = 1, Limit = 3, Every = 2 }));
        Assert.Equal("[1.50,2]", await ReadAsync(id, new ResultOptions { Select = "/t", Limit = 2 }));
        Assert.Equal("value\r\n2\r\n4\r\n", await ReadAsync(id, new ResultOptions { Select = "/r/*/1", Format = ResultFormat.Csv }));
        Assert.Equal("value\r\n'=1\r\n", await ReadAsync(id, new ResultOptions { Select = "/text", Format = ResultFormat.Csv, Safe = true }));
        await using Stream array = (await Tasks.OpenResultAsync(
            id, new ResultOptions { Select = "/r", Format = ResultFormat.Npy }, Waiting.Stop))!;
        using var bytes = new MemoryStream();
        await array.CopyToAsync(bytes, Waiting.Stop);
        Assert.Equal(128 + 4 * 8, bytes.Length);
    }

    [Fact]
    public async Task A_result_that_is_not_there_is_null_and_what_it_does_not_have_is_said()
    {
        TaskId one = await DoneAsync("add", new { x = 1 });
        TaskId failed = await DoneAsync("fail", null);
        TaskId waiting = await SubmitUnservedAsync();
        var series = new ResultSeriesOptions { Y = ["/t"] };
        foreach (TaskId without in (TaskId[])[failed, waiting, Missing])
        {
            Assert.Null(await Tasks.OpenResultAsync(without, null, Waiting.Stop));
            Assert.Null(await Tasks.FindResultShapeAsync(without, null, Waiting.Stop));
            Assert.Null(await Tasks.FindResultSeriesAsync(without, series, Waiting.Stop));
            Assert.Null(await Tasks.FindResultMatrixAsync(without, null, Waiting.Stop));
            Assert.Null(await Tasks.FindResultHistogramAsync(without, null, Waiting.Stop));
            Assert.Null(await Tasks.FindResultTableAsync(without, null, Waiting.Stop));
        }

        foreach (ResultOptions missing in (ResultOptions[])[new() { Select = "/a" }, new() { Offset = 1 }, new() { Format = ResultFormat.Csv }])
        {
            await Assert.ThrowsAsync<ResultUnavailableException>(() => Tasks.OpenResultAsync(one, missing, Waiting.Stop));
        }

        foreach (ResultOptions wrong in (ResultOptions[])[new() { Select = "a" }, new() { Offset = -1 }, new() { Limit = -1 }, new() { Every = 0 }])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Tasks.OpenResultAsync(one, wrong, Waiting.Stop));
        }
    }

    [Fact]
    public async Task Results_are_looked_at()
    {
        TaskId id = await DoneAsync("echo", JsonElement.Parse(Sample));
        var series = new ResultSeriesOptions { X = "/t", Y = ["/t", "/t"], With = ["/t"], From = 1.75, Method = ResultThinning.Lttb };
        var matrix = new ResultMatrixOptions { At = "/r", FirstRow = 0, EndRow = 2, FirstColumn = 1, Height = 1, Width = 5 };
        var table = new ResultTableOptions { At = "/t", Sort = "-value", Limit = 2, Offset = 1 };

        ResultShape shape = (await Tasks.FindResultShapeAsync(id, new ResultShapeOptions { Depth = 2 }, Waiting.Stop))!;
        Assert.Equal(["t", "r", "text"], shape.Children!.Select(child => child.Name));
        ResultShape t = shape.Children![0];
        Assert.Equal((ResultKind.Numbers, 4, 1.5, 4), (t.Kind, t.Length, t.Min, t.Max));
        ResultSeries read = (await Tasks.FindResultSeriesAsync(id, series, Waiting.Stop))!;
        Assert.Equal([2, 3, 4], read.Series[1].Values);
        Assert.Equal(("/t", 1, 4, ResultThinning.Lttb), (read.With[0].Column, read.First, read.Length, read.Method));
        Assert.Equal([3], (await Tasks.FindResultMatrixAsync(id, matrix, Waiting.Stop))!.Mean);
        Assert.Equal([2, 2], (await Tasks.FindResultHistogramAsync(id, new ResultHistogramOptions { Column = "/t", Bins = 2 }, Waiting.Stop))!.Counts);
        ResultTable rows = (await Tasks.FindResultTableAsync(id, table, Waiting.Stop))!;
        Assert.Equal(["[3]", "[2]"], rows.Items.Select(row => row.GetRawText()));
        Assert.True(rows.Sorted);

        await UnavailableAsync(() => Tasks.FindResultShapeAsync(id, new ResultShapeOptions { At = "/x" }, Waiting.Stop));
        await UnavailableAsync(() => Tasks.FindResultSeriesAsync(id, new ResultSeriesOptions { Y = ["/x"] }, Waiting.Stop));
        await UnavailableAsync(() => Tasks.FindResultMatrixAsync(id, null, Waiting.Stop));
        await UnavailableAsync(() => Tasks.FindResultHistogramAsync(id, new ResultHistogramOptions { Column = "/text" }, Waiting.Stop));
        await UnavailableAsync(() => Tasks.FindResultTableAsync(id, new ResultTableOptions { At = "/none" }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindResultShapeAsync(id, new ResultShapeOptions { Depth = 9 }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindResultSeriesAsync(id, series with { Points = 1 }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindResultSeriesAsync(id, series with { To = double.NaN }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindResultMatrixAsync(id, matrix with { Slice = [-1] }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindResultHistogramAsync(id, new ResultHistogramOptions { Bins = 0 }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindResultTableAsync(id, table with { Limit = 0 }, Waiting.Stop));
    }

    private async Task<string> ReadAsync(TaskId id, ResultOptions? options)
    {
        await using Stream result = (await Tasks.OpenResultAsync(id, options, Waiting.Stop))!;
        using var reader = new StreamReader(result);
        return await reader.ReadToEndAsync(Waiting.Stop);
    }

    private static Task<ResultUnavailableException> UnavailableAsync(Func<Task> look) =>
        Assert.ThrowsAsync<ResultUnavailableException>(look);

    private static Task<ArgumentException> WrongAsync(Func<Task> ask) => Assert.ThrowsAnyAsync<ArgumentException>(ask);
}
