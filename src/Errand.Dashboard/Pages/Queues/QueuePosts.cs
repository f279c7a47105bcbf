using Errand.Dashboard.Serving;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.Queues;

/// <summary>What the forms of queues do.</summary>
internal static class QueuePosts
{
    public static Task<Page> PauseAsync(PageRequest request) => ChangeAsync(request, request.Tasks.PauseQueueAsync, QueueTold.Paused);

    public static Task<Page> ResumeAsync(PageRequest request) => ChangeAsync(request, request.Tasks.ResumeQueueAsync, QueueTold.Resumed);

    /// <summary>Goes back to where the form was: the page of the queue, or the list.</summary>
    private static async Task<Page> ChangeAsync(PageRequest request, Func<string, Task<QueueView?>> change, string told)
    {
        IFormCollection form = await request.ReadFormAsync();
        string name = RouteValue.Queue(request.Context);
        if (await change(name) is not { } queue)
        {
            return Notice.NoQueue(name);
        }

        return form["from"] == "list"
            ? Page.GoTo(QueuesAddress.Of(form["q"].ToString(), $"told={told}&queue={queue.Name}"))
            : Page.GoTo($"/queues/{queue.Name}?told={told}");
    }
}
