using System.Globalization;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Reads the log of a task: of the newest runs, as many lines as a page can show.</summary>
internal static class LogQuery
{
    private const int PageSize = 1000;
    private const int MostLines = 3000;
    private const int MostRuns = 5;

    public static async Task<LogModel> ReadAsync(PageRequest request, TaskId id, IReadOnlyList<TaskAttempt> attempts)
    {
        TaskLogLevel level = LevelOf(request.Query("level"));
        int? only = int.TryParse(request.Query("try"), NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) ? attempt : null;
        var log = new LogModel { Runs = [], Level = level, Only = only };
        return only is not null
            ? log with { Runs = [new LogRun(attempt, await ReadRunAsync(request, id, level, attempt))] }
            : await ReadAllAsync(request, id, level) is { } all ? log with { Runs = all }
            : await ReadNewestAsync(request, id, log, attempts);
    }

    /// <summary>By one read, as most logs can be; null when there is more.</summary>
    private static async Task<IReadOnlyList<LogRun>?> ReadAllAsync(PageRequest request, TaskId id, TaskLogLevel level)
    {
        var filter = new TaskLogFilter { Level = level, Limit = PageSize };
        return await request.Tasks.FindLogAsync(id, filter, request.Aborted) switch
        {
            null => [],
            { Next: null } page => [.. page.Items.GroupBy(line => line.Attempt, (attempt, lines) => new LogRun(attempt, [.. lines]))],
            _ => null,
        };
    }

    private static async Task<LogModel> ReadNewestAsync(
        PageRequest request, TaskId id, LogModel log, IReadOnlyList<TaskAttempt> attempts)
    {
        int[] numbers = [.. attempts.Where(attempt => attempt.StartedAt is not null).Select(attempt => attempt.Attempt!.Value)];
        var runs = new List<LogRun>();
        int lines = 0;
        int next = numbers.Length;
        while (next > 0 && runs.Count < MostRuns && lines < MostLines)
        {
            next--;
            runs.Add(new LogRun(numbers[next], await ReadRunAsync(request, id, log.Level, numbers[next])));
            lines += runs[^1].Lines.Count;
        }

        runs.Reverse();
        return log with { Runs = runs, Others = numbers[..next] };
    }

    private static async Task<IReadOnlyList<TaskLogEntry>> ReadRunAsync(
        PageRequest request, TaskId id, TaskLogLevel level, int attempt)
    {
        var lines = new List<TaskLogEntry>();
        var filter = new TaskLogFilter { Attempt = attempt, Level = level, Limit = PageSize };
        TaskLogPage? page;
        do
        {
            page = await request.Tasks.FindLogAsync(id, filter, request.Aborted);
            lines.AddRange(page?.Items ?? []);
            filter = filter with { After = page?.Next };
        }
        while (page?.Next is not null);

        return lines;
    }

    private static TaskLogLevel LevelOf(string? word) =>
        Enum.GetValues<TaskLogLevel>().FirstOrDefault(level => LogWords.Of(level) == word);
}
