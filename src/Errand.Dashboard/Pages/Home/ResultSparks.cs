using System.Text.Json;

namespace Errand.Dashboard.Pages.Home;

/// <summary>Looks at the newest results: each as its summary, and with its first line if it has one.</summary>
internal static class ResultSparks
{
    private const int MostResults = 5;
    private const int Points = 32;

    /// <summary>Of all of them together: to look into more for the first time takes too long for a glance.</summary>
    private const long MostBytes = 1024 * 1024;

    public static async Task<IReadOnlyList<ResultGlance>> ReadAsync(ITaskClient tasks, string? type, CancellationToken cancellationToken)
    {
        TaskListPage page = await tasks.ListAsync(
            new TaskListFilter { Outcomes = [OutcomeState.Succeeded], Types = type is null ? [] : [type], Limit = MostResults },
            cancellationToken);
        var results = new List<ResultGlance>();
        long left = MostBytes;
        foreach (TaskView task in page.Items)
        {
            bool isLookedAt = MayHaveLine(task) && task.ResultBytes.GetValueOrDefault() <= left;
            left -= isLookedAt ? task.ResultBytes.GetValueOrDefault() : 0;
            results.Add(new ResultGlance(task, isLookedAt ? await FindLineAsync(tasks, new TaskId(task.Id), cancellationToken) : null));
        }

        return results;
    }

    /// <summary>A list leaves results over 1 KiB out, and says how large they are.</summary>
    private static bool MayHaveLine(TaskView task) =>
        task.ResultBytes is not null || task.Result is { ValueKind: JsonValueKind.Object or JsonValueKind.Array };

    private static async Task<SparkPath?> FindLineAsync(ITaskClient tasks, TaskId id, CancellationToken cancellationToken)
    {
        try
        {
            ResultShape? shape = await tasks.FindResultShapeAsync(id, new ResultShapeOptions { Limit = 1 }, cancellationToken);
            return shape?.Views?.FirstOrDefault(view => view.Kind == ResultViewKind.Lines && view.Y.Count > 0) is { } view
                && await tasks.FindResultSeriesAsync(
                    id,
                    new ResultSeriesOptions { X = view.X?.Column, Y = [view.Y[0].Column], Points = Points },
                    cancellationToken) is { } series
                ? SparkPath.Of(series, view.Y[0])
                : null;
        }
        catch (ResultUnavailableException)
        {
            return null; // It does not have what its author says, or too many results are being looked at: it is shown without a line.
        }
    }
}
