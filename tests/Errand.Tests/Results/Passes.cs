using System.IO.Pipelines;
using System.Text;
using Errand.Results.Formats;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>Reads results as a pass does, in blocks of any size.</summary>
internal static class Passes
{
    public static string Json(string json, string select, ElementSlice? slice = null, int blockSize = JsonTokens.BlockSize) =>
        Text(Run(json, select, slice, blockSize, ResultFormat.Json));

    public static string Csv(string json, string select = "", bool safe = false, int blockSize = JsonTokens.BlockSize) =>
        Text(Run(json, select, null, blockSize, ResultFormat.Csv, safe));

    /// <summary>What is written, or why nothing is.</summary>
    public static (byte[] Bytes, ResultRefusal? Refusal) Run(
        string json, string select, ElementSlice? slice, int blockSize, ResultFormat format, bool safe = false)
    {
        Assert.True(ResultPointer.TryParse(select, out ResultPointer pointer));
        using var written = new MemoryStream();
        using var source = new ResultSource(
            new DripStream(Encoding.UTF8.GetBytes(json), Math.Max(1, blockSize / 2)), pointer, slice ?? ElementSlice.All, blockSize);
        ResultRefusal? refusal = RunAsync(source, format, safe, written).GetAwaiter().GetResult(); // CsCheck knows no tasks here.
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
