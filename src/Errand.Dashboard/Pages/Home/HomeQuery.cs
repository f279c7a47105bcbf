using Errand.Dashboard.Pages.Tasks;
using Errand.Dashboard.Parts.Charts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Home;

/// <summary><c>/?range=&amp;type=</c></summary>
internal static class HomeQuery
{
    private const int MostRunning = 8;

    public static async Task<Page> ShowAsync(PageRequest request)
    {
        string? type = request.Query("type") is { Length: > 0 } named ? named : null;
        var address = new HomeAddress(ChartRange.Of(request.Query("range")), type);
        Task<IReadOnlyList<ServerProblem>> problems = request.Tasks.ListProblemsAsync(request.Aborted);
        Task<ServerStats> stats = request.Tasks.FindStatsAsync(request.Aborted);
        await Task.WhenAll(problems, stats);
        var model = new HomeModel
        {
            Address = address,
            Problems = await problems,
            State = HomeState.Of(await stats),
            Types = [.. (await stats).Types.Select(each => each.Name).Union(type is null ? [] : [type])],
            Tiles = HomeTiles.Of(await stats, type),
        };
        return PageOf(IsNew(await stats) ? await WithFirstAsync(request, model) : await WithWorkAsync(request, model));
    }

    /// <summary>Whether there is no task, and none ended lately.</summary>
    private static bool IsNew(ServerStats stats) =>
        stats is { Stored.Value: 0, Finished.Day: { Succeeded: 0, Failed: 0, Cancelled: 0 } };

    private static async Task<HomeModel> WithFirstAsync(PageRequest request, HomeModel model)
    {
        IReadOnlyList<TaskTypeView> types = await request.Tasks.ListTypesAsync(request.Aborted);
        return model with
        {
            Types = [.. types.Select(type => type.Name)],
            First = new FirstTask(request.ApiUrl, types.Count == 0 ? null : types[0]),
        };
    }

    private static async Task<HomeModel> WithWorkAsync(PageRequest request, HomeModel model)
    {
        string? type = model.Address.Type;
        var filter = new TaskListFilter { Statuses = [TaskState.Running], Types = type is null ? [] : [type], Limit = MostRunning };
        Task<SeriesFold> fold = SeriesReader.ReadAsync(
            request.Tasks, model.Address.Range, new StatSeriesOptions { Type = type }, request.Now, request.Aborted);
        Task<TaskListPage> running = request.Tasks.ListAsync(filter, request.Aborted);
        Task<IReadOnlyList<ResultGlance>> results = ResultSparks.ReadAsync(request.Tasks, type, request.Aborted);
        await Task.WhenAll(fold, running, results);
        return model with { Fold = await fold, Running = (await running).Items, Results = await results };
    }

    private static Page PageOf(HomeModel model) => Page.Of<HomePage>(PageArea.Home, "Home", model) with
    {
        Live = "tasks,stats,problems",
        Scripts = ["home.js"],
        Styles = ["charts.css", "overview.css"],
    };
}
