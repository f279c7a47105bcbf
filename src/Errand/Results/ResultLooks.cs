using System.IO.Pipelines;
using Errand.Results.Formats;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Results;

/// <summary>Looks at results, and remembers what is in those that were looked at lately.</summary>
internal sealed class ResultLooks
{
    private readonly ResultMemory _memory = new();

    /// <param name="result">Must be seekable. The caller disposes of it.</param>
    /// <param name="key">Whose result it is.</param>
    /// <param name="query">What is wanted to be seen.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Look<T>> ReadAsync<T>(Stream result, ResultKey key, LookQuery<T> query, CancellationToken cancellationToken)
        where T : class
    {
        using var json = new JsonTokens(result);
        return await query.LookAsync(await IndexedResult.OpenAsync(json, _memory, key, cancellationToken), cancellationToken);
    }

    /// <summary>Writes what is selected of a result. If the result was looked at lately, only what is near that is read.</summary>
    /// <param name="result">Must be seekable. The caller disposes of it.</param>
    /// <param name="key">Whose result it is.</param>
    /// <param name="query">What is wanted of it.</param>
    /// <param name="output">Where it is written.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    /// <returns>Why nothing was written, or null.</returns>
    public Task<ResultRefusal?> WriteAsync(
        Stream result, ResultKey key, ResultQuery query, PipeWriter output, CancellationToken cancellationToken) =>
        ResultFormats.WriteAsync(
            result, query, IndexedResult.StartFor(query.Pointer, query.Slice, _memory, key), output, cancellationToken);
}
