using System.Globalization;
using Errand.Dashboard.Pages.Results;
using Errand.Dashboard.Serving;
using Microsoft.Extensions.Primitives;

namespace Errand.Dashboard.Pages.Compare;

/// <summary><c>/compare?ids=&amp;view=&amp;mode=</c>. A form sends <c>id</c> for each task, and <c>with=previous</c> adds the last one
/// of the type that succeeded before the first.</summary>
internal static class CompareQuery
{
    public static async Task<Page> ShowAsync(PageRequest request)
    {
        var address = new CompareAddress(IdsOf(request))
        {
            View = int.TryParse(request.Query("view"), NumberStyles.None, CultureInfo.InvariantCulture, out int view) ? view : 0,
            Mode = request.Query("mode") is (CompareAddress.Overlay or CompareAddress.Difference or CompareAddress.Side) and var mode ? mode : null,
        };
        if (request.Query("with") == "previous" && address.Ids is [var first, ..])
        {
            return Page.GoTo((await WithPreviousAsync(request, address, first)).ToString());
        }

        return request.Context.Request.Query.ContainsKey("id") ? Page.GoTo(address.ToString()) : PageOf(await ReadAsync(request, address));
    }

    private static Page PageOf(CompareModel model) => Page.Of<ComparePage>(PageArea.Tasks, "Compare", model) with
    {
        Scripts = model.View is { } view ? [.. PlotKinds.ScriptsOf(view.View), "compare.js"] : [],
        Styles = ["task.css", "viewer.css", "compare.css", .. model.View is null ? [] : PlotKinds.Styles],
    };

    /// <summary>In the order in which they were given, each once.</summary>
    private static long[] IdsOf(PageRequest request)
    {
        var ids = StringValues.Concat(request.Context.Request.Query["ids"], request.Context.Request.Query["id"]);
        return
        [
            .. ids.SelectMany(text => (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
                .Select(text => long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0)
                .Where(id => id > 0).Distinct(),
        ];
    }

    private static async Task<CompareAddress> WithPreviousAsync(PageRequest request, CompareAddress address, long id)
    {
        if (await request.Tasks.FindAsync(new TaskId(id), maxResultBytes: 0, request.Aborted) is not { } task)
        {
            return address;
        }

        var filter = new TaskListFilter
        {
            Types = [task.Type],
            Outcomes = [OutcomeState.Succeeded],
            CreatedBefore = task.CreatedAt,
            Limit = 2,
        };
        TaskListPage before = await request.Tasks.ListAsync(filter, request.Aborted);
        return before.Items.FirstOrDefault(other => other.Id != id) is { } previous ? address.ReferredTo(previous.Id) : address;
    }

    private static async Task<CompareModel> ReadAsync(PageRequest request, CompareAddress address)
    {
        List<ComparedTask> tasks = [];
        List<string> faults = address.Ids.Count > CompareAddress.MostTasks
            ? [$"No more than {CompareAddress.MostTasks} tasks can be compared: the others are left out."]
            : [];
        foreach (long id in address.Ids.Take(CompareAddress.MostTasks))
        {
            if (await FindAsync(request, id) is not { } task)
            {
                faults.Add($"Task {id} is not here: it never was, or it has expired.");
                continue;
            }

            tasks.Add(task);
            if (task.Task.Outcome != OutcomeState.Succeeded)
            {
                faults.Add($"Task {id} has no result to compare: it {StateOf(task.Task)}.");
            }
        }

        return new CompareModel
        {
            Address = address with { Ids = [.. tasks.Select(task => task.Task.Id)] },
            Tasks = tasks,
            Faults = faults,
            Args = ComparedRows.OfArgs(tasks),
            Summary = ComparedRows.OfSummaries(tasks),
            Views = ViewsOf(tasks),
        };
    }

    private static async Task<ComparedTask?> FindAsync(PageRequest request, long id)
    {
        if (await request.Tasks.FindAsync(new TaskId(id), maxResultBytes: 0, request.Aborted) is not { } task)
        {
            return null;
        }

        ResultShape? shape = task.Outcome == OutcomeState.Succeeded
            ? await request.Tasks.FindResultShapeAsync(new TaskId(id), new ResultShapeOptions { Limit = 1 }, request.Aborted)
            : null;
        TaskTypeView? type = await request.Tasks.FindTypeAsync(task.Type, request.Aborted);
        return new ComparedTask(task, [.. (shape?.Views ?? []).Where(view => PlotKinds.Has(view.Kind))], type);
    }

    private static string StateOf(TaskView task) => task switch
    {
        { Outcome: OutcomeState.Failed } => "failed",
        { Outcome: OutcomeState.Cancelled } => "was cancelled",
        { Status: TaskState.Running } => "still runs",
        _ => "still waits",
    };

    /// <summary>The plots of the first task that has some, and who else has the same.</summary>
    private static IReadOnlyList<ComparedView> ViewsOf(IReadOnlyList<ComparedTask> tasks)
    {
        ComparedTask[] plotted = [.. tasks.Where(task => task.Views.Count > 0)];
        return
        [
            .. (plotted.FirstOrDefault()?.Views ?? []).Select(view => new ComparedView(
                    view,
                    [.. plotted.Where(task => task.Views.Any(other => AreAlike(view, other))).Select(task => task.Task.Id)],
                    [.. tasks.Where(task => !task.Views.Any(other => AreAlike(view, other))).Select(task => task.Task.Id)]))
                .Where(view => view.Ids.Count > 1),
        ];
    }

    /// <summary>Whether two plots draw the same columns, in the same units.</summary>
    private static bool AreAlike(ResultView view, ResultView other) =>
        view.Kind == other.Kind && view.At == other.At
        && view.X?.Column == other.X?.Column && view.X?.Unit == other.X?.Unit
        && view.Y.Select(line => (line.Column, line.Unit)).SequenceEqual(other.Y.Select(line => (line.Column, line.Unit)));
}
