using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Submitting;

/// <summary>Reads what the runs of a task logged.</summary>
internal sealed class TaskLogs(IViewStore store)
{
    public const int MaxLimit = 1000;

    /// <summary>Null when there is no such task or it has expired.</summary>
    /// <exception cref="ArgumentException">The filter is out of range.</exception>
    public async Task<TaskLogPage?> FindAsync(TaskId id, TaskLogFilter filter, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1, nameof(filter));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Limit, MaxLimit, nameof(filter));
        LogPlace after = default;
        if (filter.After is { } text && !LogPlace.TryParse(text, out after))
        {
            throw new ArgumentException($"\"{text}\" is no place in a log; expected an attempt and a line, such as 2.17.", nameof(filter));
        }

        // One line more than asked for tells whether there is more.
        LogRequest request = RequestOf(id, filter, after) with { Limit = filter.Limit + 1 };
        return await store.FindLogAsync(request, cancellationToken) is { } lines ? PageOf(lines, filter.Limit) : null;
    }

    private static LogRequest RequestOf(TaskId id, TaskLogFilter filter, LogPlace after)
    {
        if (filter.Attempt is not { } attempt)
        {
            return new LogRequest(id, after, int.MaxValue, filter.Level, filter.Limit);
        }

        LogPlace before = new(attempt, 0);
        return new LogRequest(id, after.Attempt < attempt ? before : after, attempt, filter.Level, filter.Limit);
    }

    private static TaskLogPage PageOf(IReadOnlyList<TaskLogLine> lines, int limit)
    {
        TaskLogEntry[] items = [.. lines.Take(limit).Select(TaskForms.EntryOf)];
        return new TaskLogPage
        {
            Items = items,
            Next = lines.Count > limit ? new LogPlace(items[^1].Attempt, items[^1].Line).ToString() : null,
        };
    }
}
