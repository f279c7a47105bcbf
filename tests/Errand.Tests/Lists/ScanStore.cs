using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Tests.Lists;

/// <summary>Tasks in memory, as a list sees a store; it counts what is looked at.</summary>
internal sealed class ScanStore : IViewStore
{
    public SortedDictionary<long, TaskFacts> Tasks { get; } = [];

    public int Looked { get; private set; }

    /// <summary>How many tasks each scan was to read at most.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>Called after each scan, before the tasks of the page are read.</summary>
    public Action AfterScan { get; set; } = () => { };

    public void Add(long id, Func<TaskFacts, TaskFacts>? change = null) =>
        Tasks[id] = (change ?? (task => task))(Facts.Task with { Id = new TaskId(id) });

    public Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request.Limit);
        long bytes = 0;
        TaskFacts[] tasks =
        [
            .. Tasks.Reverse().Select(task => task.Value).Where(task => task.Id < request.Before).Take(request.Limit)
                .TakeWhile(task => (bytes += task.Bytes) - task.Bytes < ScanRequest.MaxBytes),
        ];
        Looked += tasks.Length;
        AfterScan();
        return Task.FromResult(ScanAnswer.Of(request, tasks, tasks.Sum(task => (long)task.Bytes)));
    }

    public Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskRecord>>(
        [
            .. ids.OrderDescending().Where(id => Tasks.ContainsKey(id.Value)).Select(id => Tasks[id.Value]).Select(task => new TaskRecord
            {
                Id = task.Id,
                Type = new TaskType(task.Type),
                Args = task.Args,
                Queue = task.Queue,
                Priority = task.Priority,
                MaxAttempts = 3,
                Tags = task.Tags,
                CreatedAt = task.CreatedAt,
                ExpiresAt = task.CreatedAt.AddDays(1),
                Status = task.Status,
                Outcome = task.Outcome,
                Summary = task.Summary,
            }),
        ]);

    public Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
