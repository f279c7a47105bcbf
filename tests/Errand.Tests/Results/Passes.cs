using System.IO.Pipelines;
using System.Text;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>Reads results as a pass does, in blocks of any size.</summary>
internal static class Passes
{
    public static string Json(string json, string select, ElementSlice? slice = null, int blockSize = JsonTokens.BlockSize) =>
        Text(Run(json, select, slice, blockSize));

    /// <summary>What is written, or why nothing is.</summary>
    public static (byte[] Bytes, ResultRefusal? Refusal) Run(string json, string select, ElementSlice? slice, int blockSize)
    {
        Assert.True(ResultPointer.TryParse(select, out ResultPointer pointer));
        using var written = new MemoryStream();
        using var source = new ResultSource(
            new DripStream(Encoding.UTF8.GetBytes(json), Math.Max(1, blockSize / 2)), pointer, slice ?? ElementSlice.All, blockSize);
        ResultRefusal? refusal = RunAsync(source, written).GetAwaiter().GetResult(); // CsCheck knows no tasks here.
        return (written.ToArray(), refusal);
    }

    private static async Task<ResultRefusal?> RunAsync(ResultSource source, Stream written)
    {
        var output = PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true));
        CancellationToken stop = TestContext.Current.CancellationToken;
        ResultRefusal? refusal = await source.FindAsync(stop);
        if (refusal is null)
        {
            await source.WriteAsync(output, stop);
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
