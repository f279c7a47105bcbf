using System.Data.Common;

namespace Errand;

/// <content>What <see cref="ITaskClient"/> has.</content>
public sealed partial class ErrandClient
{
    /// <inheritdoc />
    Task<TaskId> ITaskClient.SubmitAsync(string type, object? args, SubmitOptions? options, CancellationToken cancellationToken) =>
        _tasks.SubmitAsync(type, args, options, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TaskId>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken = default) =>
        _tasks.SubmitAsync(tasks, cancellationToken);

    /// <inheritdoc />
    public Task<TaskId> SubmitAsync(
        string type, object? args, SubmitOptions? options, DbTransaction transaction, CancellationToken cancellationToken = default) =>
        _tasks.SubmitAsync(type, args, options, transaction, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TaskId>> SubmitAsync(
        IReadOnlyList<NewTask> tasks, DbTransaction transaction, CancellationToken cancellationToken = default) =>
        _tasks.SubmitAsync(tasks, transaction, cancellationToken);

    /// <inheritdoc />
    public Task<TaskView?> FindAsync(TaskId id, CancellationToken cancellationToken = default) => _tasks.FindAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<TaskView?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken = default) =>
        _tasks.FindAsync(id, maxResultBytes, cancellationToken);

    /// <inheritdoc />
    public Task<TaskView?> WaitAsync(TaskId id, CancellationToken cancellationToken = default) => _tasks.WaitAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<Stream?> OpenResultAsync(TaskId id, ResultOptions? options = null, CancellationToken cancellationToken = default) =>
        _tasks.OpenResultAsync(id, options, cancellationToken);

    /// <inheritdoc />
    public Task<ResultShape?> FindResultShapeAsync(
        TaskId id, ResultShapeOptions? options = null, CancellationToken cancellationToken = default) =>
        _tasks.FindResultShapeAsync(id, options, cancellationToken);

    /// <inheritdoc />
    public Task<ResultSeries?> FindResultSeriesAsync(
        TaskId id, ResultSeriesOptions options, CancellationToken cancellationToken = default) =>
        _tasks.FindResultSeriesAsync(id, options, cancellationToken);

    /// <inheritdoc />
    public Task<ResultMatrix?> FindResultMatrixAsync(
        TaskId id, ResultMatrixOptions? options = null, CancellationToken cancellationToken = default) =>
        _tasks.FindResultMatrixAsync(id, options, cancellationToken);

    /// <inheritdoc />
    public Task<ResultHistogram?> FindResultHistogramAsync(
        TaskId id, ResultHistogramOptions? options = null, CancellationToken cancellationToken = default) =>
        _tasks.FindResultHistogramAsync(id, options, cancellationToken);

    /// <inheritdoc />
    public Task<ResultTable?> FindResultTableAsync(
        TaskId id, ResultTableOptions? options = null, CancellationToken cancellationToken = default) =>
        _tasks.FindResultTableAsync(id, options, cancellationToken);

    /// <inheritdoc />
    public Task<TaskListPage> ListAsync(TaskListFilter? filter = null, CancellationToken cancellationToken = default) =>
        _tasks.ListAsync(filter, cancellationToken);

    /// <inheritdoc />
    public Task<SummaryValueList?> FindSummaryValuesAsync(
        string type, SummaryValueOptions options, CancellationToken cancellationToken = default) =>
        _tasks.FindSummaryValuesAsync(type, options, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> SuggestAsync(
        string field, string? type = null, string prefix = "", int limit = 20, CancellationToken cancellationToken = default) =>
        _tasks.SuggestAsync(field, type, prefix, limit, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TaskTypeView>> ListTypesAsync(CancellationToken cancellationToken = default) =>
        _tasks.ListTypesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<TaskTypeView?> FindTypeAsync(string name, CancellationToken cancellationToken = default) =>
        _tasks.FindTypeAsync(name, cancellationToken);

    /// <inheritdoc />
    public Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter = null, CancellationToken cancellationToken = default) =>
        _tasks.FindLogAsync(id, filter, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<TaskUpdate> FollowAsync(TaskId id, string? after = null, CancellationToken cancellationToken = default) =>
        _tasks.FollowAsync(id, after, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<ChangeHint> WatchAsync(HintTopics topics, CancellationToken cancellationToken = default) =>
        _tasks.WatchAsync(topics, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken = default) =>
        _tasks.FindAttemptsAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<TaskExplanation?> ExplainAsync(TaskId id, CancellationToken cancellationToken = default) =>
        _tasks.ExplainAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MemberView>> ListHandlersAsync(bool withGone = false, CancellationToken cancellationToken = default) =>
        _tasks.ListHandlersAsync(withGone, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MemberView>> ListJanitorsAsync(bool withGone = false, CancellationToken cancellationToken = default) =>
        _tasks.ListJanitorsAsync(withGone, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancellationToken = default) =>
        _tasks.ListQueuesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<QueueView?> FindQueueAsync(string name, CancellationToken cancellationToken = default) =>
        _tasks.FindQueueAsync(name, cancellationToken);

    /// <inheritdoc />
    public Task<QueueView?> PauseQueueAsync(string name) => _tasks.PauseQueueAsync(name);

    /// <inheritdoc />
    public Task<QueueView?> ResumeQueueAsync(string name) => _tasks.ResumeQueueAsync(name);

    /// <inheritdoc />
    public Task<IReadOnlyList<ServerProblem>> ListProblemsAsync(CancellationToken cancellationToken = default) =>
        _tasks.ListProblemsAsync(cancellationToken);

    /// <inheritdoc />
    public Task<ServerStats> FindStatsAsync(CancellationToken cancellationToken = default) => _tasks.FindStatsAsync(cancellationToken);

    /// <inheritdoc />
    public Task<StatSeries> FindStatSeriesAsync(StatSeriesOptions? options = null, CancellationToken cancellationToken = default) =>
        _tasks.FindStatSeriesAsync(options, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<SettingView>> ListSettingsAsync(CancellationToken cancellationToken = default) =>
        _tasks.ListSettingsAsync(cancellationToken);

    /// <inheritdoc />
    public Task<bool> CancelAsync(TaskId id) => _tasks.CancelAsync(id);

    /// <inheritdoc />
    public Task<TaskChange> RetryAsync(TaskId id) => _tasks.RetryAsync(id);

    /// <inheritdoc />
    public Task<bool> KeepAsync(TaskId id, DateTimeOffset? until, string? note = null) => _tasks.KeepAsync(id, until, note);

    /// <inheritdoc />
    public Task<bool> ReleaseAsync(TaskId id) => _tasks.ReleaseAsync(id);

    /// <inheritdoc />
    public Task<TaskChange> DeleteAsync(TaskId id) => _tasks.DeleteAsync(id);

    /// <inheritdoc />
    public Task<TaskActionAnswer> ActAsync(TaskActionRequest request, CancellationToken cancellationToken = default) =>
        _tasks.ActAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<TaskActionCount> CountAsync(TaskActionRequest request, CancellationToken cancellationToken = default) =>
        _tasks.CountAsync(request, cancellationToken);
}
