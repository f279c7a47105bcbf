using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Handlers;

/// <summary><c>/handlers</c></summary>
internal static class HandlersQuery
{
    /// <summary>Of more tasks that run, only the number of each handler is shown.</summary>
    private const int MostTasks = 200;

    private static readonly string[] Kinds =
        [ServerProblemKind.HandlerLost, ServerProblemKind.JanitorLag, ServerProblemKind.Versions, ServerProblemKind.Clock];

    public static async Task<Page> ShowAsync(PageRequest request)
    {
        ITaskClient tasks = request.Tasks;
        IReadOnlyList<MemberView> handlers = await tasks.ListHandlersAsync(withGone: true, request.Aborted);
        IReadOnlyList<MemberView> janitors = await tasks.ListJanitorsAsync(withGone: true, request.Aborted);
        TaskListPage running = await tasks.ListAsync(
            new TaskListFilter { Statuses = [TaskState.Running], Limit = MostTasks }, request.Aborted);
        IReadOnlyList<ServerProblem> problems = await tasks.ListProblemsAsync(request.Aborted);
        MemberView[] all = [.. handlers.Concat(janitors)];
        MemberView[] live = [.. all.Where(member => member.GoneAt is null)];
        var model = new HandlersModel
        {
            Handlers = HandlerRow.Of([.. handlers.Where(member => member.GoneAt is null)], running.Items, live, request.Now),
            Janitors = HandlerRow.Of([.. janitors.Where(member => member.GoneAt is null)], [], live, request.Now),
            Gone = [.. all.Where(member => member.GoneAt is not null).OrderByDescending(member => member.GoneAt)],
            Problems = [.. problems.Where(problem => Kinds.Contains(problem.Kind))],
        };
        return Page.Of<HandlersPage>(PageArea.Handlers, "Handlers", model) with
        {
            Live = "handlers,problems",
            Scripts = ["handlers.js"],
            Styles = ["charts.css", "overview.css"],
        };
    }
}
