using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>A result as one file.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task An_exported_result_is_a_file_with_all_that_it_needs()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        string path = $"/tasks/{task.Id}/result/export.html";
        Answer answer = (await Client.GetAsync(path)).Is(200, "text/html; charset=utf-8");
        Answer head = await Client.SendAsync("HEAD", path, null);

        Assert.StartsWith($"attachment; filename=task-{task.Id}-flight.html", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal((200, 0), ((int)head.Status, head.Bytes.Length));
        Assert.DoesNotMatch("(?:src|href)=\"(?!http://127)", answer.Text[..answer.Text.IndexOf("id=\"data\"", StringComparison.Ordinal)]);
        Assert.Contains("content=\"default-src 'none'; script-src 'sha256-", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Text[..answer.Text.IndexOf("<title>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(answer.Text, "<script[ >]"));
        Assert.Equal([0, 0.125, 0.25], ColumnOf(answer, "/t")[..3]);
        Assert.Equal([10.6, 10.475], ColumnOf(answer, "/r/*/2")[..2]);
    }

    [Fact]
    public async Task More_rows_than_one_answer_has_are_exported_in_full()
    {
        string numbers = string.Join(',', Enumerable.Range(0, 150_000).Select(i => i % 1000));
        TaskView task = await Server.RunAsync("answer", new { json = $"[{numbers}]" });
        Answer answer = await Client.GetAsync($"/tasks/{task.Id}/result/export.html");

        double[] column = ColumnOf(answer, "");
        Assert.Equal(150_000, column.Length);
        Assert.Equal([999, 0, 999], [column[99_999], column[100_000], column[^1]]);
    }

    [Fact]
    public async Task A_long_result_is_exported_thinned_with_its_extremes()
    {
        string numbers = string.Join(',', Enumerable.Range(0, 250_000).Select(i => i == 123_457 ? 5000 : i % 1000));
        TaskView task = await Server.RunAsync("answer", new { json = $"[{numbers}]" });
        Answer answer = await Client.GetAsync($"/tasks/{task.Id}/result/export.html");

        double[] column = ColumnOf(answer, "0:");
        double[] rows = ColumnOf(answer, "0:", isRows: true);
        Assert.Equal(rows.Length, column.Length);
        Assert.InRange(column.Length, 10_000, 20_000);
        Assert.Equal(123_457, rows[Array.IndexOf(column, 5000)]);
    }

    [Fact]
    public async Task A_matrix_is_exported_with_each_of_its_slices()
    {
        TaskView task = await Server.RunAsync("answer", new { json = "[[[1,2],[3,4]],[[5,6],[7,8]],[[9,10],[11,12]]]" });
        JsonElement view = DataOf(await Client.GetAsync($"/tasks/{task.Id}/result/export.html")).GetProperty("views")[0];

        Assert.Equal(["0", "1", "2"], view.GetProperty("matrices").EnumerateObject().Select(slice => slice.Name));
        Assert.Equal(12, view.GetProperty("matrices").GetProperty("2").GetProperty("max").GetDouble());
    }

    [Fact]
    public async Task What_has_no_plot_is_not_exported()
    {
        TaskView number = await Server.RunAsync("add", new { x = 1, y = 2 });
        TaskId waiting = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        foreach (string id in (string[])[$"{number.Id}", $"{waiting}", "999999", "x"])
        {
            (await Client.GetAsync($"/tasks/{id}/result/export.html")).Is(404, "text/html; charset=utf-8");
        }
    }

    private static JsonElement DataOf(Answer answer) => JsonElement.Parse(Data().Match(answer.Is(200).Text).Groups[1].Value);

    /// <param name="answer">The file.</param>
    /// <param name="pointer">Of the column; or what begins the keys of a plot.</param>
    /// <param name="isRows">Whether the numbers of its rows are wanted.</param>
    private static double[] ColumnOf(Answer answer, string pointer, bool isRows = false)
    {
        JsonProperty column = DataOf(answer).GetProperty("columns").EnumerateObject().First(
            column => pointer == "0:" ? isRows == (column.Name == "0:rows") : column.Name == pointer);
        return MemoryMarshal.Cast<byte, double>(column.Value.GetBytesFromBase64()).ToArray();
    }

    [GeneratedRegex("id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();
}
