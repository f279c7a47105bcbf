namespace Errand.Calls;

/// <content>Lists of tasks, and what else there is to see.</content>
internal sealed partial class HttpTaskClient
{
    public Task<TaskListPage> ListAsync(TaskListFilter? filter, CancellationToken cancellationToken)
    {
        filter ??= new TaskListFilter();
        QueryText query = new QueryText()
            .Add("type", filter.Types)
            .Add("status", filter.Statuses.Select(WordOf))
            .Add("outcome", filter.Outcomes.Select(WordOf))
            .Add("queue", filter.Queues)
            .Add("tag", filter.Tags)
            .Add("createdAfter", filter.CreatedAfter)
            .Add("createdBefore", filter.CreatedBefore)
            .Add("q", filter.Search)
            .Add("limit", filter.Limit)
            .Add("cursor", filter.Cursor)
            .Add("count", filter.Count ? "true" : null);
        return GetAsync($"v1/tasks{query}", ErrandJson.Default.TaskListPage, cancellationToken);
    }

    public Task<SummaryValueList?> FindSummaryValuesAsync(
        string type, SummaryValueOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(options);
        QueryText query = new QueryText()
            .Add("y", options.Y).Add("x", options.X).Add("q", options.Search).Add("limit", options.Limit);
        return FindAsync($"v1/types/{Uri.EscapeDataString(type)}/values{query}", ErrandJson.Default.SummaryValueList, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> SuggestAsync(
        string field, string? type, string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(prefix);
        QueryText query = new QueryText().Add("field", field).Add("type", type).Add("prefix", prefix).Add("limit", limit);
        ItemList<string> found = await GetAsync($"v1/suggest{query}", ErrandJson.Default.ItemListString, cancellationToken)
            .ConfigureAwait(false);
        return found.Items;
    }

    public async Task<IReadOnlyList<TaskTypeView>> ListTypesAsync(CancellationToken cancellationToken) =>
        (await GetAsync("v1/types", ErrandJson.Default.ItemListTaskTypeView, cancellationToken).ConfigureAwait(false)).Items;

    public Task<TaskTypeView?> FindTypeAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindAsync($"v1/types/{Uri.EscapeDataString(name)}", ErrandJson.Default.TaskTypeView, cancellationToken);
    }

    public Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter, CancellationToken cancellationToken)
    {
        filter ??= new TaskLogFilter();
        QueryText query = new QueryText()
            .Add("attempt", filter.Attempt)
            .Add("level", filter.Level == TaskLogLevel.Trace ? null : WordOf(filter.Level))
            .Add("after", filter.After)
            .Add("limit", filter.Limit);
        return FindAsync(PathOf(id, $"/logs{query}"), ErrandJson.Default.TaskLogPage, cancellationToken);
    }

    public async Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        (await FindAsync(PathOf(id, "/attempts"), ErrandJson.Default.ItemListTaskAttempt, cancellationToken).ConfigureAwait(false))?.Items;

    public Task<TaskExplanation?> ExplainAsync(TaskId id, CancellationToken cancellationToken) =>
        FindAsync(PathOf(id, "/explain"), ErrandJson.Default.TaskExplanation, cancellationToken);

    public Task<IReadOnlyList<MemberView>> ListHandlersAsync(bool withGone, CancellationToken cancellationToken) =>
        ListMembersAsync("v1/handlers", withGone, cancellationToken);

    public Task<IReadOnlyList<MemberView>> ListJanitorsAsync(bool withGone, CancellationToken cancellationToken) =>
        ListMembersAsync("v1/janitors", withGone, cancellationToken);

    public async Task<IReadOnlyList<QueueView>> ListQueuesAsync(CancellationToken cancellationToken) =>
        (await GetAsync("v1/queues", ErrandJson.Default.ItemListQueueView, cancellationToken).ConfigureAwait(false)).Items;

    public Task<QueueView?> FindQueueAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(PathOfQueue(name), ErrandJson.Default.QueueView, cancellationToken);

    public async Task<IReadOnlyList<ServerProblem>> ListProblemsAsync(CancellationToken cancellationToken) =>
        (await GetAsync("v1/problems", ErrandJson.Default.ItemListServerProblem, cancellationToken).ConfigureAwait(false)).Items;

    public Task<ServerStats> FindStatsAsync(CancellationToken cancellationToken) =>
        GetAsync("v1/stats", ErrandJson.Default.ServerStats, cancellationToken);

    public Task<StatSeries> FindStatSeriesAsync(StatSeriesOptions? options, CancellationToken cancellationToken)
    {
        options ??= new StatSeriesOptions();
        QueryText query = new QueryText()
            .Add("step", options.Step).Add("from", options.From).Add("to", options.To)
            .Add("by", WordOf(options.By)).Add("type", options.Type).Add("queue", options.Queue);
        return GetAsync($"v1/stats/series{query}", ErrandJson.Default.StatSeries, cancellationToken);
    }

    public async Task<IReadOnlyList<SettingView>> ListSettingsAsync(CancellationToken cancellationToken) =>
        (await GetAsync("v1/settings", ErrandJson.Default.ItemListSettingView, cancellationToken).ConfigureAwait(false)).Items;

    private async Task<IReadOnlyList<MemberView>> ListMembersAsync(string path, bool withGone, CancellationToken cancellationToken)
    {
        QueryText query = new QueryText().Add("gone", withGone ? "true" : null);
        return (await GetAsync($"{path}{query}", ErrandJson.Default.ItemListMemberView, cancellationToken).ConfigureAwait(false)).Items;
    }

    private static string PathOfQueue(string name, string rest = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"v1/queues/{Uri.EscapeDataString(name)}{rest}";
    }

    /// <summary>The words of the wire are the C# names in lower case.</summary>
    private static string WordOf<T>(T value)
        where T : struct, Enum
    {
        string name = $"{value}";
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }
}
