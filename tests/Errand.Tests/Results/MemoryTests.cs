using System.IO.Pipelines;
using System.Text;
using Errand.Results.Formats;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>A pass over a result of 20 MiB takes the memory of some blocks.</summary>
public sealed class MemoryTests
{
    private const int Most = 4 * 1024 * 1024;

    /// <summary>What is put into rows is in memory once, in blocks of 4 MiB, with where each cell ends.</summary>
    private const int MostForColumns = 24 * 1024 * 1024;

    private static readonly byte[] Rows = Encoding.UTF8.GetBytes(
        $"[{string.Join(',', Enumerable.Range(0, 400_000).Select(i => $"[{i}.123456789,{i}.987654321,0.1234567890123]"))}]");

    private static readonly byte[] Records = Encoding.UTF8.GetBytes(
        $"[{string.Join(',', Enumerable.Range(0, 400_000).Select(i => $$"""{"number":{{i}}.123456789,"text":"a, b and so on","flag":true}"""))}]");

    private static readonly byte[] Columns = Encoding.UTF8.GetBytes(
        $$"""{"t":[{{string.Join(',', Enumerable.Range(0, 400_000))}}],"r":{{Encoding.UTF8.GetString(Rows)}}}""");

    [Theory]
    [InlineData("", ResultFormat.Json)]
    [InlineData("/*/1", ResultFormat.Json)]
    [InlineData("/*/*", ResultFormat.Json)]
    [InlineData("/399999/1", ResultFormat.Json)]
    [InlineData("", ResultFormat.Csv)]
    [InlineData("", ResultFormat.Npy)]
    public Task Of_rows(string select, ResultFormat format) => TakesAsync(Rows, select, format, Most);

    [Theory]
    [InlineData("/*/text", ResultFormat.Json)]
    [InlineData("", ResultFormat.Csv)]
    public Task Of_records(string select, ResultFormat format) => TakesAsync(Records, select, format, Most);

    [Fact]
    public Task Of_columns() => TakesAsync(Columns, "", ResultFormat.Csv, MostForColumns);

    /// <summary>Nothing waits here, so all of it is done by this thread.</summary>
    private static async Task TakesAsync(byte[] result, string select, ResultFormat format, int most)
    {
        Assert.InRange(result.Length, 14 * 1024 * 1024, 40 * 1024 * 1024);
        Assert.True(ResultPointer.TryParse(select, out ResultPointer pointer));
        var query = new ResultQuery(pointer, ElementSlice.All, format, false);
        await ResultFormats.WriteAsync(
            new MemoryStream("[1]"u8.ToArray()), query with { Pointer = ResultPointer.Whole }, ResultStart.Beginning, Nowhere(), default);
        int thread = Environment.CurrentManagedThreadId;
        long before = GC.GetAllocatedBytesForCurrentThread();

        ResultRefusal? refusal = await ResultFormats.WriteAsync(
            new MemoryStream(result), query, ResultStart.Beginning, Nowhere(), default);

        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(refusal?.Detail);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.InRange(taken, 1, most);
    }

    private static PipeWriter Nowhere() => PipeWriter.Create(Stream.Null);
}
