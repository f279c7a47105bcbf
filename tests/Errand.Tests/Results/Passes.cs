using System.IO.Pipelines;
using System.Text;
using Errand.Results.Formats;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>Reads results as a pass does, in blocks of any size.</summary>
internal static class Passes
{
    public static string Json(string json, string select, ElementSlice? slice = null, int blockSize = JsonTokens.BlockSize) =>
        Text(Run(json, select, slice, blockSize, ResultFormat.Json));

    public static string Csv(string json, string select = "", bool safe = false, int blockSize = JsonTokens.BlockSize) =>
        Text(Run(json, select, null, blockSize, ResultFormat.Csv, safe));

    /// <summary>What is written, or why nothing is. Twice, from the beginning and then from where the result's index leads: the answers
    /// must be the same.</summary>
    public static (byte[] Bytes, ResultRefusal? Refusal) Run(
        string json, string select, ElementSlice? slice, int blockSize, ResultFormat format, bool safe = false)
    {
        byte[] result = Encoding.UTF8.GetBytes(json);
        var query = new ResultQuery(Pointer(select), slice ?? ElementSlice.All, format, safe);
        (byte[] Bytes, ResultRefusal? Refusal) first = Run(result, query, ResultStart.Beginning, blockSize);
        (byte[] bytes, ResultRefusal? refusal) = Run(result, query, StartFor(result, query, blockSize), blockSize);
        Assert.Equal(first.Bytes, bytes);
        Assert.Equivalent(first.Refusal, refusal);
        return first;
    }

    public static ResultPointer Pointer(string select)
    {
        Assert.True(ResultPointer.TryParse(select, out ResultPointer pointer));
        return pointer;
    }

    /// <summary>Where the index of a result leads.</summary>
    public static ResultStart StartFor(byte[] result, ResultQuery query, int blockSize = JsonTokens.BlockSize)
    {
        var memory = new ResultMemory();
        var key = new ResultKey(new TaskId(1), 1);
        using var json = new JsonTokens(new DripStream(result, Math.Max(1, blockSize / 2)), blockSize);
        _ = IndexedResult.OpenAsync(json, memory, key, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
        Assert.NotEqual(0, memory.Size);
        return IndexedResult.StartFor(query.Pointer, query.Slice, memory, key);
    }

    private static (byte[] Bytes, ResultRefusal? Refusal) Run(byte[] result, ResultQuery query, ResultStart start, int blockSize)
    {
        using var written = new MemoryStream();
        using var source = new ResultSource(
            new DripStream(result, Math.Max(1, blockSize / 2)), query.Pointer, query.Slice, start, blockSize);
        // CsCheck knows no tasks here.
        ResultRefusal? refusal = RunAsync(source, query.Format, query.IsSafe, written).GetAwaiter().GetResult();
        return (written.ToArray(), refusal);
    }

    private static async Task<ResultRefusal?> RunAsync(ResultSource source, ResultFormat format, bool safe, Stream written)
    {
        var output = PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true));
        CancellationToken stop = TestContext.Current.CancellationToken;
        ResultRefusal? refusal = await source.FindAsync(stop);
        if (refusal is null && format == ResultFormat.Json)
        {
            await source.WriteAsync(output, stop);
        }
        else if (refusal is null)
        {
            refusal = await (format == ResultFormat.Csv
                ? CsvTable.WriteAsync(source, safe, output, stop)
                : NpyArray.WriteAsync(source, output, stop));
        }

        await output.CompleteAsync();
        return refusal;
    }

    private static string Text((byte[] Bytes, ResultRefusal? Refusal) answer)
    {
        Assert.Null(answer.Refusal?.Detail);
        return Encoding.UTF8.GetString(answer.Bytes);
    }
}
