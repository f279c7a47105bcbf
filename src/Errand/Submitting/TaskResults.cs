using Errand.Results;
using Errand.Results.Formats;
using Errand.Results.Reading;
using Errand.Storage;

namespace Errand.Submitting;

/// <summary>Opens results for callers in C#.</summary>
internal sealed class TaskResults(IReadStore store, ResultPasses passes)
{
    /// <summary>Null when there is no such task, it has expired, or it has no result.</summary>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="ResultUnavailableException">The result does not have what is wanted of it.</exception>
    public async Task<Stream?> OpenAsync(TaskId id, ResultOptions options, CancellationToken cancellationToken)
    {
        if (ResultQuery.TryCreate(options, out ResultQuery query) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }

        Stream? result = await store.OpenResultAsync(id, cancellationToken);
        if (result is null || query.IsPlain)
        {
            return result;
        }

        // The program's own code is not refused: it waits for its turn.
        (ResultPass? pass, ResultRefusal? refusal) = await passes.OpenAsync(result, query, int.MaxValue, cancellationToken);
        return pass is not null ? new PassStream(pass) : throw new ResultUnavailableException(refusal!.Detail);
    }
}
