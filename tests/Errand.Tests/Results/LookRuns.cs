using System.Text;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>Looks at results, in blocks of any size.</summary>
internal static class LookRuns
{
    public static T Value<T>(string json, LookQuery<T> query, int blockSize = JsonTokens.BlockSize)
        where T : class
    {
        Look<T> look = Run(json, query, blockSize);
        Assert.Null(look.Refusal?.Detail);
        return look.Value!;
    }

    public static ResultRefusal Refusal<T>(string json, LookQuery<T> query)
        where T : class
    {
        Look<T> look = Run(json, query, JsonTokens.BlockSize);
        Assert.Null(look.Value);
        return look.Refusal!;
    }

    /// <summary>Twice, first without and then with what is remembered: the answers must be the same.</summary>
    private static Look<T> Run<T>(string json, LookQuery<T> query, int blockSize)
        where T : class =>
        RunAsync(Encoding.UTF8.GetBytes(json), query, blockSize).GetAwaiter().GetResult(); // CsCheck knows no tasks here.

    private static async Task<Look<T>> RunAsync<T>(byte[] json, LookQuery<T> query, int blockSize)
        where T : class
    {
        var memory = new ResultMemory();
        Look<T> first = await RunAsync(json, query, blockSize, memory);
        Assert.NotEqual(0, memory.Size);
        Assert.Equivalent(first, await RunAsync(json, query, blockSize, memory));
        return first;
    }

    private static async Task<Look<T>> RunAsync<T>(byte[] json, LookQuery<T> query, int blockSize, ResultMemory memory)
        where T : class
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var tokens = new JsonTokens(new DripStream(json, Math.Max(1, blockSize / 2)), blockSize);
        IndexedResult result = await IndexedResult.OpenAsync(tokens, memory, new ResultKey(new TaskId(1), 1), stop);
        return await query.LookAsync(result, stop);
    }
}
