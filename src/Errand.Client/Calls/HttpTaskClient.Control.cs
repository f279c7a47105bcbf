using System.Text.Json.Serialization.Metadata;

namespace Errand.Calls;

/// <content>Changes of tasks and queues.</content>
internal sealed partial class HttpTaskClient
{
    public async Task<bool> CancelAsync(TaskId id)
    {
        var call = new Call(HttpMethod.Post, PathOf(id, "/cancel"));
        return await ChangeAsync(call).ConfigureAwait(false) != TaskChange.UnknownTask;
    }

    /// <summary>A task that was retried, and failed at once, would run again: a call that may have reached the server is not
    /// repeated.</summary>
    public Task<TaskChange> RetryAsync(TaskId id) =>
        ChangeAsync(new Call(HttpMethod.Post, PathOf(id, "/retry")) { IsRepeatable = false });

    public async Task<bool> KeepAsync(TaskId id, DateTimeOffset? until, string? note)
    {
        var call = new Call(HttpMethod.Put, PathOf(id, "/keep")) { Body = RequestBodies.KeepOf(new TaskKeep(until, note)) };
        return await ChangeAsync(call).ConfigureAwait(false) != TaskChange.UnknownTask;
    }

    public async Task<bool> ReleaseAsync(TaskId id) =>
        await ChangeAsync(new Call(HttpMethod.Delete, PathOf(id, "/keep"))).ConfigureAwait(false) != TaskChange.UnknownTask;

    public async Task<TaskChange> DeleteAsync(TaskId id)
    {
        var call = new Call(HttpMethod.Delete, PathOf(id));
        TaskChange change = await ChangeAsync(call).ConfigureAwait(false);
        // An earlier try has deleted it, and its answer did not come back.
        return change == TaskChange.UnknownTask && call.MayBeDone ? TaskChange.Changed : change;
    }

    /// <summary>Not repeated once it was sent: the tasks that it has changed would be counted as unchanged, and retried ones run
    /// again.</summary>
    public Task<TaskActionAnswer> ActAsync(TaskActionRequest request, CancellationToken cancellationToken) =>
        PostAsync(request, isDry: false, ErrandJson.Default.TaskActionAnswer, cancellationToken);

    public Task<TaskActionCount> CountAsync(TaskActionRequest request, CancellationToken cancellationToken) =>
        PostAsync(request, isDry: true, ErrandJson.Default.TaskActionCount, cancellationToken);

    public Task<QueueView?> PauseQueueAsync(string name) => ChangeQueueAsync(PathOfQueue(name, "/pause"));

    public Task<QueueView?> ResumeQueueAsync(string name) => ChangeQueueAsync(PathOfQueue(name, "/resume"));

    private async Task<TaskChange> ChangeAsync(Call call)
    {
        using HttpResponseMessage answer = await SendAsync(call, CancellationToken.None).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            return TaskChange.Changed;
        }

        ErrandProblemException problem = await ProblemReader.ReadAsync(answer, time.GetUtcNow(), CancellationToken.None)
            .ConfigureAwait(false);
        return problem.Slug switch
        {
            ProblemSlug.UnknownTask => TaskChange.UnknownTask,
            ProblemSlug.TaskNotFinished => TaskChange.NotFinished,
            ProblemSlug.TaskSucceeded => TaskChange.Succeeded,
            _ => throw ProblemMap.Of(problem),
        };
    }

    private async Task<T> PostAsync<T>(TaskActionRequest request, bool isDry, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new Call(HttpMethod.Post, "v1/tasks/actions") { Body = RequestBodies.ActionOf(request, isDry), IsRepeatable = isDry };
        using HttpResponseMessage answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(answer, type, cancellationToken).ConfigureAwait(false);
    }

    private async Task<QueueView?> ChangeQueueAsync(string path)
    {
        using HttpResponseMessage answer = await SendAsync(new Call(HttpMethod.Post, path), CancellationToken.None).ConfigureAwait(false);
        return await ReadOrNullAsync(answer, ErrandJson.Default.QueueView, CancellationToken.None).ConfigureAwait(false);
    }
}
