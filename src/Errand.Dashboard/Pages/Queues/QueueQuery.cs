using Errand.Dashboard.Pages.Handlers;
using Errand.Dashboard.Parts.Charts;
using Errand.Dashboard.Serving;
using Errand.Web.Http;

namespace Errand.Dashboard.Pages.Queues;

/// <summary><c>/queues/{queue}?range=&amp;told=</c></summary>
internal static class QueueQuery
{
    public static async Task<Page> ShowAsync(PageRequest request)
    {
        string name = RouteValue.Queue(request.Context);
        return await request.Tasks.FindQueueAsync(name, request.Aborted) is { } queue
            ? PageOf(await ReadAsync(request, queue))
            : Notice.NoQueue(name);
    }

    private static async Task<QueueModel> ReadAsync(PageRequest request, QueueView queue)
    {
        var range = ChartRange.Of(request.Query("range"));
        IReadOnlyList<ServerProblem> problems = await request.Tasks.ListProblemsAsync(request.Aborted);
        IReadOnlyList<MemberView> handlers = await request.Tasks.ListHandlersAsync(cancellationToken: request.Aborted);
        MemberView[] serving = [.. handlers.Where(handler => handler.Queues?.Contains(queue.Name) ?? true)];
        var wanted = new StatSeriesOptions { Queue = queue.Name };
        return new QueueModel
        {
            Queue = queue,
            Problems = [.. problems.Where(problem => problem.Queue == queue.Name)],
            // It may have started meanwhile.
            Head = queue.Head is { } head && await request.Tasks.ExplainAsync(new TaskId(head), request.Aborted) is { } explanation
                && explanation.Reason is not (ExplanationReason.Running or ExplanationReason.Done) ? explanation : null,
            Handlers = HandlerRow.Of(serving, [], handlers, request.Now),
            Range = range,
            Fold = await SeriesReader.ReadAsync(request.Tasks, range, wanted, request.Now, request.Aborted),
            Told = QueueTold.Of(request.Query("told"), queue),
        };
    }

    private static Page PageOf(QueueModel model) => Page.Of<QueuePage>(PageArea.Queues, $"Queue {model.Queue.Name}", model) with
    {
        Live = "queues,stats",
        Scripts = ["handlers.js"],
        Styles = ["charts.css", "overview.css"],
    };
}
