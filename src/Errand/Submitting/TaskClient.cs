using System.Data.Common;
using System.Runtime.CompilerServices;
using Errand.Access;
using Errand.Control;
using Errand.Following;
using Errand.Insight;
using Errand.Lists;
using Errand.Signals;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Errand.Topics;

namespace Errand.Submitting;

/// <summary>The client within the server: submits through the same checks and the same queue as the HTTP routes.</summary>
/// <param name="submissions">Submits.</param>
/// <param name="reads">Looks tasks up.</param>
/// <param name="changes">Changes them.</param>
/// <param name="access">Decides who may do what with which task.</param>
/// <param name="actor">Who calls: this program itself, or whoever looks at a page of it. What it may not see is not there; what it may not
/// do throws a <see cref="ForbiddenException"/>.</param>
internal sealed class TaskClient(
    TaskSubmissions submissions, TaskReads reads, TaskChanges changes, TaskAccess access, Actor actor) : ITaskClient
{
    private static readonly TimeSpan NoLimit = TaskLimits.MaxTimeToLive;

    public Task<TaskId> SubmitAsync(string type, object? args, SubmitOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        return submissions.SubmitAsync(new NewTask(type, args, options), actor.By, cancellationToken);
    }

    public Task<IReadOnlyList<TaskId>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return submissions.SubmitAsync(tasks, actor.By, cancellationToken);
    }

    public Task<TaskId> SubmitAsync(
        string type, object? args, SubmitOptions? options, DbTransaction transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(transaction);
        return submissions.SubmitAsync(new NewTask(type, args, options), transaction, actor.By, cancellationToken);
    }

    public Task<IReadOnlyList<TaskId>> SubmitAsync(
        IReadOnlyList<NewTask> tasks, DbTransaction transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(transaction);
        return submissions.SubmitAsync(tasks, transaction, actor.By, cancellationToken);
    }

    public Task<TaskView?> FindAsync(TaskId id, CancellationToken cancellationToken) => FindAsync(id, long.MaxValue, cancellationToken);

    public async Task<TaskView?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxResultBytes);
        return await MaySeeAsync(id, cancellationToken)
            ? ViewOf(await reads.Waiters.FindAsync(id, maxResultBytes, TimeSpan.Zero, cancellationToken))
            : null;
    }

    public async Task<TaskView?> WaitAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (!await MaySeeAsync(id, cancellationToken))
        {
            return null;
        }

        if (AmbientRun.Current is { } run)
        {
            return ViewOf(await WaitInRun<TaskRecord?>.RunAsync(
                run, (waiting, token) => WaitInRunAsync(run.Id, id, waiting, token), cancellationToken));
        }

        while (true)
        {
            TaskRecord? record = await reads.Waiters.FindAsync(id, long.MaxValue, NoLimit, cancellationToken);
            if (record is not { Status: not TaskState.Done })
            {
                return ViewOf(record);
            }

            reads.Waiters.Stopping.ThrowIfCancellationRequested();
        }
    }

    public Task<Stream?> OpenResultAsync(TaskId id, ResultOptions? options, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Results.OpenAsync(id, options ?? new ResultOptions(), cancellationToken), cancellationToken);

    public Task<ResultShape?> FindResultShapeAsync(TaskId id, ResultShapeOptions? options, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Results.FindShapeAsync(id, options ?? new ResultShapeOptions(), cancellationToken), cancellationToken);

    public Task<ResultSeries?> FindResultSeriesAsync(TaskId id, ResultSeriesOptions options, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Results.FindSeriesAsync(id, options, cancellationToken), cancellationToken);

    public Task<ResultMatrix?> FindResultMatrixAsync(TaskId id, ResultMatrixOptions? options, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Results.FindMatrixAsync(id, options ?? new ResultMatrixOptions(), cancellationToken), cancellationToken);

    public Task<ResultHistogram?> FindResultHistogramAsync(
        TaskId id, ResultHistogramOptions? options, CancellationToken cancellationToken) =>
        SeeAsync(
            id, () => reads.Results.FindHistogramAsync(id, options ?? new ResultHistogramOptions(), cancellationToken), cancellationToken);

    public Task<ResultTable?> FindResultTableAsync(TaskId id, ResultTableOptions? options, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Results.FindTableAsync(id, options ?? new ResultTableOptions(), cancellationToken), cancellationToken);

    public async Task<TaskListPage> ListAsync(TaskListFilter? filter, CancellationToken cancellationToken)
    {
        Require(Scopes.ReadOwn);
        ListRequest request = ListFilter.RequestOf(filter ?? new TaskListFilter());
        ListAnswer page = await reads.Lists.ListAsync(request, actor.By, cancellationToken)
            ?? throw new ArgumentException("The cursor belongs to a list with other conditions, or was changed.", nameof(filter));
        return new TaskListPage
        {
            Items = [.. page.Tasks.Select(TaskForms.ViewOf)],
            Next = page.Next,
            SearchedTo = page.SearchedTo,
            Count = page.Count,
        };
    }

    public Task<SummaryValueList?> FindSummaryValuesAsync(
        string type, SummaryValueOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(options);
        Require(Scopes.ReadOwn);
        return reads.Values.ListAsync(ValueFilter.RequestOf(type, options), actor.By, cancellationToken);
    }

    public Task<IReadOnlyList<string>> SuggestAsync(
        string field, string? type, string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Suggestions.MaxLimit);
        Require(Scopes.ReadOwn);
        return Suggestions.IsField(field)
            ? reads.Suggestions.FindAsync(new SuggestRequest(field, type, prefix, limit), actor.By, cancellationToken)
            : throw new ArgumentException($"\"{field}\" cannot be completed; expected {Suggestions.Fields}.", nameof(field));
    }

    public Task<IReadOnlyList<TaskTypeView>> ListTypesAsync(CancellationToken cancellationToken) =>
        reads.Types.ListAsync(actor.By.Scopes, cancellationToken);

    public Task<TaskTypeView?> FindTypeAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return reads.Types.FindAsync(name, actor.By.Scopes, cancellationToken);
    }

    public Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Logs.FindAsync(id, filter ?? new TaskLogFilter(), cancellationToken), cancellationToken);

    public IAsyncEnumerable<TaskUpdate> FollowAsync(TaskId id, string? after, CancellationToken cancellationToken)
    {
        LogPlace place = default;
        return after is null || FollowPlace.TryRead(after, out place)
            ? FollowAsync(id, place, cancellationToken)
            : throw new ArgumentException($"\"{after}\" is no place in what happens to a task; expected the place of an update.", nameof(after));
    }

    public IAsyncEnumerable<ChangeHint> WatchAsync(HintTopics topics, CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        HintTopics known = reads.Hints.Topics.Aggregate(HintTopics.None, (all, topic) => all | topic.Topic);
        return topics != HintTopics.None && (topics & ~known) == HintTopics.None
            ? ListenAsync(topics, cancellationToken)
            : throw new ArgumentException($"\"{topics}\" are not topics; expected one or more of {known}.", nameof(topics));
    }

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Views.FindAttemptsAsync(id, cancellationToken), cancellationToken);

    public Task<TaskExplanation?> ExplainAsync(TaskId id, CancellationToken cancellationToken) =>
        SeeAsync(id, () => reads.Explanations.ExplainAsync(id, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<MemberView>> ListHandlersAsync(bool withGone, CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        return reads.Members.ListAsync(Members.Handler, withGone, cancellationToken);
    }

    public Task<IReadOnlyList<MemberView>> ListJanitorsAsync(bool withGone, CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        return reads.Members.ListAsync(Members.Janitor, withGone, cancellationToken);
    }

    public Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        return reads.Queues.ListAsync(cancellationToken);
    }

    public Task<QueueView?> FindQueueAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        Require(Scopes.Read);
        return reads.Queues.FindAsync(name, cancellationToken);
    }

    public Task<QueueView?> PauseQueueAsync(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Require(Scopes.Admin);
        return reads.Queues.PauseAsync(name, actor);
    }

    public Task<QueueView?> ResumeQueueAsync(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Require(Scopes.Admin);
        return reads.Queues.ResumeAsync(name, actor);
    }

    public Task<IReadOnlyList<ServerProblem>> ListProblemsAsync(CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        return reads.Problems.ListAsync(cancellationToken);
    }

    public Task<ServerStats> FindStatsAsync(CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        return reads.Statistics.FindAsync(cancellationToken);
    }

    public async Task<StatSeries> FindStatSeriesAsync(StatSeriesOptions? options, CancellationToken cancellationToken)
    {
        Require(Scopes.Read);
        (Fault? fault, StatSeries? series) = await reads.History.FindAsync(options ?? new StatSeriesOptions(), cancellationToken);
        return series ?? throw new ArgumentException(fault!.Detail, nameof(options));
    }

    public Task<IReadOnlyList<SettingView>> ListSettingsAsync(CancellationToken cancellationToken)
    {
        Require(Scopes.Admin);
        return Task.FromResult<IReadOnlyList<SettingView>>(reads.Settings.Items);
    }

    public async Task<bool> CancelAsync(TaskId id) =>
        await MayAsync(TaskNeed.Act, id, CancellationToken.None) && await changes.One.CancelAsync(id, actor) != CancelVerdict.Unknown;

    public async Task<TaskChange> RetryAsync(TaskId id) => await MayAsync(TaskNeed.Submit, id, CancellationToken.None)
        ? await changes.One.RetryAsync(id, actor)
        : TaskChange.UnknownTask;

    public async Task<bool> KeepAsync(TaskId id, DateTimeOffset? until, string? note)
    {
        var request = new KeepRequest(until, note);
        List<Fault> faults = [];
        KeepRules.Check(request, "#", faults);
        if (faults.Count == 0 && !await MayAsync(TaskNeed.Act, id, CancellationToken.None))
        {
            return false;
        }

        KeepVerdict verdict = faults.Count == 0 ? await changes.One.KeepAsync(id, request) : default;
        if (verdict == KeepVerdict.TooEarly)
        {
            faults.Add(KeepRules.TooEarly("#"));
        }

        return faults.Count == 0 ? verdict == KeepVerdict.Kept : throw new ArgumentException(faults[0].Detail, faults[0].Pointer[2..]);
    }

    public async Task<bool> ReleaseAsync(TaskId id) =>
        await MayAsync(TaskNeed.Act, id, CancellationToken.None) && await changes.One.ReleaseAsync(id);

    public async Task<TaskChange> DeleteAsync(TaskId id) => await MayAsync(TaskNeed.Act, id, CancellationToken.None)
        ? await changes.One.DeleteAsync(id, actor)
        : TaskChange.UnknownTask;

    public async Task<TaskActionAnswer> ActAsync(TaskActionRequest request, CancellationToken cancellationToken) =>
        await changes.Many.RunAsync(Check(request), actor, cancellationToken)
        ?? throw new ArgumentException(KeepRules.TooEarly("#/keep").Detail, nameof(request));

    public Task<TaskActionCount> CountAsync(TaskActionRequest request, CancellationToken cancellationToken) =>
        changes.Many.CountAsync(Check(request), actor.By, cancellationToken);

    private void Require(string scope)
    {
        if (!actor.By.Scopes.Allows(scope))
        {
            throw new ForbiddenException(scope);
        }
    }

    private ValueTask<bool> MaySeeAsync(TaskId id, CancellationToken cancellationToken) => MayAsync(TaskNeed.Read, id, cancellationToken);

    /// <returns>False when there is no such task, as far as the caller may know.</returns>
    private async ValueTask<bool> MayAsync(TaskNeed need, TaskId id, CancellationToken cancellationToken)
    {
        AccessVerdict verdict = await access.FindAsync(actor.By, need, id, cancellationToken);
        return verdict.Missing is { } scope ? throw new ForbiddenException(scope) : verdict.IsKnown;
    }

    private async Task<T?> SeeAsync<T>(TaskId id, Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class => await MaySeeAsync(id, cancellationToken) ? await look() : null;

    private static ActionRequest Check(TaskActionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<Fault> faults = [];
        if (ActionRules.Create(ActionTerms.Of(request), faults) is { } action)
        {
            return action;
        }

        string wrong = string.Join("; ", faults.Select(fault => fault.Detail));
        throw faults.Exists(fault => fault.Code == FaultCode.Search)
            ? new InvalidSearchException(wrong, faults)
            : new ArgumentException(wrong, nameof(request));
    }

    private Task<TaskRecord?> WaitInRunAsync(TaskId run, TaskId id, Action waiting, CancellationToken cancellationToken) =>
        reads.Waits.RunAsync(run, id, begun => reads.Waiters.FindInRunAsync(id, begun, cancellationToken), waiting);

    private async IAsyncEnumerable<TaskUpdate> FollowAsync(
        TaskId id, LogPlace after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await MaySeeAsync(id, cancellationToken))
        {
            yield return new TaskEndUpdate(null) { Place = FollowPlace.Write(after) };
            yield break;
        }

        using TaskFollow follow = reads.Followers.Follow(id, after);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reads.Waiters.Stopping);
        while (!follow.IsOver)
        {
            foreach (FollowStep step in await NextAsync(follow, end.Token))
            {
                yield return TaskForms.UpdateOf(step);
            }
        }
    }

    private async IAsyncEnumerable<ChangeHint> ListenAsync(
        HintTopics topics, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HintListener listener = reads.Hints.Listen(topics);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reads.Waiters.Stopping);
        while (true)
        {
            foreach (HintEvent news in await NextAsync(listener, end.Token))
            {
                yield return news.Hint;
            }
        }
    }

    private static Task<IReadOnlyList<HintEvent>> NextAsync(HintListener listener, CancellationToken cancellationToken) =>
        AmbientRun.Current is { } run
            ? WaitInRun<IReadOnlyList<HintEvent>>.RunAsync(run, listener.NextAsync, cancellationToken)
            : listener.NextAsync(null, cancellationToken);

    private static Task<IReadOnlyList<FollowStep>> NextAsync(TaskFollow follow, CancellationToken cancellationToken) =>
        AmbientRun.Current is { } run
            ? WaitInRun<IReadOnlyList<FollowStep>>.RunAsync(run, follow.NextAsync, cancellationToken)
            : follow.NextAsync(null, cancellationToken);

    private static TaskView? ViewOf(TaskRecord? record) => record is null ? null : TaskForms.ViewOf(record);
}
