using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Queues;

/// <summary><c>/queues?q=&amp;told=&amp;queue=</c></summary>
internal static class QueuesQuery
{
    /// <summary>More than these are found by looking only with effort.</summary>
    internal const int MostWithoutSearch = 20;

    private const int MostShown = 200;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    /// <summary>How far back it is shown what ended.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    public static async Task<Page> ShowAsync(PageRequest request)
    {
        string search = (request.Query("q") ?? "").Trim();
        IReadOnlyList<QueueView> all = await request.Tasks.ListQueuesAsync(request.Aborted);
        StatSeries series = await request.Tasks.FindStatSeriesAsync(
            new StatSeriesOptions { By = StatGroup.Queue, Step = Step, From = request.Now - Recent + Step }, request.Aborted);
        QueueView[] found = [.. all.Where(queue => queue.Name.Contains(search, StringComparison.OrdinalIgnoreCase))];
        bool isByProblem = found.Length > MostShown;
        var model = new QueuesModel
        {
            Search = search,
            All = all.Count,
            Found = found.Length,
            Rows = [.. (isByProblem ? ByProblem(found) : found).Select(queue => QueueRow.Of(queue, series))],
            IsByProblem = isByProblem,
            Told = ToldOf(request, all),
        };
        return Page.Of<QueuesPage>(PageArea.Queues, "Queues", model) with { Live = "queues,stats", Styles = ["charts.css", "overview.css"] };
    }

    /// <summary>Those with tasks that wait and do not start, then the fullest.</summary>
    private static IEnumerable<QueueView> ByProblem(IEnumerable<QueueView> queues) => queues
        .OrderByDescending(QueueStatus.IsProblem).ThenByDescending(queue => queue.Ready).ThenBy(queue => queue.Name, StringComparer.Ordinal)
        .Take(MostShown);

    private static string? ToldOf(PageRequest request, IReadOnlyList<QueueView> queues) =>
        request.Query("queue") is { } name && queues.FirstOrDefault(queue => queue.Name == name) is { } queue
            ? QueueTold.Of(request.Query("told"), queue)
            : null;
}
