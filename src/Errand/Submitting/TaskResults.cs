using Errand.Results;
using Errand.Results.Formats;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;
using Errand.Storage;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>Opens results for callers in C#, and looks at them. The program's own code is not refused: it waits for its turn.</summary>
internal sealed class TaskResults(IReadStore store, TaskRegistry registry, ResultPasses passes, ResultLooks looks)
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

        if (query.IsPlain)
        {
            return await store.OpenResultAsync(id, cancellationToken);
        }

        if (await FindAsync(id, cancellationToken) is not var (result, key, _))
        {
            return null;
        }

        (ResultPass? pass, ResultRefusal? refusal) = await passes.OpenAsync(
            result, (output, stop) => looks.WriteAsync(result, key, query, output, stop), PassPatience.Endless, cancellationToken);
        return pass is not null ? new PassStream(pass) : throw new ResultUnavailableException(refusal!.Detail);
    }

    public Task<ResultShape?> FindShapeAsync(TaskId id, ResultShapeOptions options, CancellationToken cancellationToken) =>
        LookAsync(id, ShapeQuery.TryCreate(options, out ShapeQuery query), query, cancellationToken);

    public Task<ResultSeries?> FindSeriesAsync(TaskId id, ResultSeriesOptions options, CancellationToken cancellationToken) =>
        LookAsync(id, SeriesQuery.TryCreate(options, out SeriesQuery query), query, cancellationToken);

    public Task<ResultMatrix?> FindMatrixAsync(TaskId id, ResultMatrixOptions options, CancellationToken cancellationToken) =>
        LookAsync(id, MatrixQuery.TryCreate(options, out MatrixQuery query), query, cancellationToken);

    public Task<ResultHistogram?> FindHistogramAsync(TaskId id, ResultHistogramOptions options, CancellationToken cancellationToken) =>
        LookAsync(id, HistogramQuery.TryCreate(options, out HistogramQuery query), query, cancellationToken);

    public Task<ResultTable?> FindTableAsync(TaskId id, ResultTableOptions options, CancellationToken cancellationToken) =>
        LookAsync(id, TableQuery.TryCreate(options, out TableQuery query), query, cancellationToken);

    private async Task<T?> LookAsync<T>(TaskId id, string? wrong, LookQuery<T> query, CancellationToken cancellationToken)
        where T : class
    {
        if (wrong is not null)
        {
            throw new ArgumentException(wrong);
        }

        if (await FindAsync(id, cancellationToken) is not var (result, key, type))
        {
            return null;
        }

        LookQuery<T> known = query.Of(registry.ViewsOf(type));
        Look<T> look = await passes.RunAsync(result, stop => looks.ReadAsync(result, key, known, stop), cancellationToken);
        return look.Value ?? throw new ResultUnavailableException(look.Refusal!.Detail);
    }

    /// <summary>Null when there is no such task, it has expired, or it has no result.</summary>
    private async Task<(Stream Result, ResultKey Key, TaskType Type)?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, maxResultBytes: 0, cancellationToken) is { Outcome: OutcomeState.Succeeded } task
        && await store.OpenResultAsync(id, cancellationToken) is { } result
            ? (result, new ResultKey(id, task.Attempt), task.Type)
            : null;
}
