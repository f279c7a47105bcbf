using System.Text.Json;
using Errand.Tests.Hosting;

namespace Errand.Tests.Submitting;

public sealed class TaskResultTests
{
    [Fact]
    public async Task A_result_is_opened_whole_or_in_part_and_in_any_form()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("echo", (JsonElement args) => args);
        await app.StartAsync(Waiting.Stop);
        TaskId id = await app.Tasks.SubmitAsync(
            "echo", JsonElement.Parse("""{"t":[1.50,2,3,4],"r":[[1,2],[3,4]],"text":["=1"]}"""), null, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();

        Assert.Equal("""{"t":[1.50,2,3,4],"r":[[1,2],[3,4]],"text":["=1"]}""", await ReadAsync(app, id, null));
        Assert.Equal("[2,4]", await ReadAsync(app, id, new ResultOptions { Select = "/t", Offset = 1, Limit = 3, Every = 2 }));
        Assert.Equal("value\r\n2\r\n4\r\n", await ReadAsync(app, id, new ResultOptions { Select = "/r/*/1", Format = ResultFormat.Csv }));
        Assert.Equal(
            "value\r\n'=1\r\n", await ReadAsync(app, id, new ResultOptions { Select = "/text", Format = ResultFormat.Csv, Safe = true }));
        await using Stream? array = await app.Tasks.OpenResultAsync(
            id, new ResultOptions { Select = "/r", Format = ResultFormat.Npy }, Waiting.Stop);
        using var bytes = new MemoryStream();
        await array!.CopyToAsync(bytes, Waiting.Stop);
        Assert.Equal(128 + 4 * 8, bytes.Length);
    }

    [Fact]
    public async Task A_result_that_is_not_there_is_null_and_what_it_does_not_have_is_said()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("one", () => 1);
        app.MapTask("never", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));
        await app.StartAsync(Waiting.Stop);
        TaskId one = await app.Tasks.SubmitAsync("one", null, null, Waiting.Stop);
        TaskId never = await app.Tasks.SubmitAsync("never", null, null, Waiting.Stop);
        await app.Tasks.WaitAsync(one, Waiting.Stop).Soon();

        Assert.Null(await app.Tasks.OpenResultAsync(never, null, Waiting.Stop));
        Assert.Null(await app.Tasks.OpenResultAsync(new TaskId(99), new ResultOptions { Select = "/a" }, Waiting.Stop));
        await IsUnavailableAsync(app, one, new ResultOptions { Select = "/a" });
        await IsUnavailableAsync(app, one, new ResultOptions { Offset = 1 });
        await IsUnavailableAsync(app, one, new ResultOptions { Format = ResultFormat.Csv });
        foreach (ResultOptions wrong in (ResultOptions[])[new() { Select = "a" }, new() { Offset = -1 }, new() { Limit = -1 }, new() { Every = 0 }])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.OpenResultAsync(one, wrong, Waiting.Stop));
        }
    }

    [Fact]
    public async Task Callers_in_code_look_at_results_too()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("echo", (JsonElement args) => args);
        app.MapTask("never", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));
        await app.StartAsync(Waiting.Stop);
        TaskId id = await app.Tasks.SubmitAsync("echo", JsonElement.Parse("""{"t":[1.50,2,3,4],"r":[[1,2],[3,4]]}"""), null, Waiting.Stop);
        TaskId never = await app.Tasks.SubmitAsync("never", null, null, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        var series = new ResultSeriesOptions { Y = ["/t"], From = 1 };
        var matrix = new ResultMatrixOptions { At = "/r", Height = 1 };

        Assert.Equal(["t", "r"], (await app.Tasks.FindResultShapeAsync(id, null, Waiting.Stop))!.Children!.Select(child => child.Name));
        Assert.Equal([2, 3, 4], (await app.Tasks.FindResultSeriesAsync(id, series, Waiting.Stop))!.Series[0].Values);
        Assert.Equal([2, 3], (await app.Tasks.FindResultMatrixAsync(id, matrix, Waiting.Stop))!.Mean);
        Assert.Equal(
            "[1.50]", (await app.Tasks.FindResultTableAsync(id, new ResultTableOptions { At = "/t" }, Waiting.Stop))!.Items[0].GetRawText());

        foreach (TaskId without in (TaskId[])[never, new TaskId(99)])
        {
            Assert.Null(await app.Tasks.FindResultShapeAsync(without, null, Waiting.Stop));
            Assert.Null(await app.Tasks.FindResultSeriesAsync(without, series, Waiting.Stop));
            Assert.Null(await app.Tasks.FindResultMatrixAsync(without, null, Waiting.Stop));
            Assert.Null(await app.Tasks.FindResultTableAsync(without, null, Waiting.Stop));
        }

        await Assert.ThrowsAsync<ResultUnavailableException>(
            () => app.Tasks.FindResultShapeAsync(id, new ResultShapeOptions { At = "/x" }, Waiting.Stop));
        await Assert.ThrowsAsync<ResultUnavailableException>(() => app.Tasks.FindResultMatrixAsync(id, null, Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => app.Tasks.FindResultSeriesAsync(id, series with { Points = 1 }, Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => app.Tasks.FindResultTableAsync(id, new ResultTableOptions { Limit = 0 }, Waiting.Stop));
    }

    [Fact]
    public async Task Results_that_are_open_and_not_read_hold_up_no_other()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("many", () => Enumerable.Range(0, 500_000));
        await app.StartAsync(Waiting.Stop);
        TaskId id = await app.Tasks.SubmitAsync("many", null, null, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        List<Stream> open = [];
        for (int i = 0; i < 20; i++)
        {
            open.Add((await app.Tasks.OpenResultAsync(id, new ResultOptions { Select = "/*" }, Waiting.Stop).Soon())!);
        }

        foreach (Stream stream in open)
        {
            stream.Dispose();
        }

        Assert.Equal("499999", await ReadAsync(app, id, new ResultOptions { Select = "/499999" }).Soon());
    }

    private static async Task<string> ReadAsync(ErrandApp app, TaskId id, ResultOptions? options)
    {
        await using Stream? result = await app.Tasks.OpenResultAsync(id, options, Waiting.Stop);
        using var reader = new StreamReader(result!);
        return await reader.ReadToEndAsync(Waiting.Stop);
    }

    private static Task<ResultUnavailableException> IsUnavailableAsync(ErrandApp app, TaskId id, ResultOptions options) =>
        Assert.ThrowsAsync<ResultUnavailableException>(() => app.Tasks.OpenResultAsync(id, options, Waiting.Stop));
}
