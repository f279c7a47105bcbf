using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages;

/// <summary><c>/tasks?q=&amp;cursor=</c></summary>
internal static class TasksQuery
{
    public static async Task<Page> ShowAsync(PageRequest request)
    {
        string search = request.Query("q") ?? "";
        TaskListPage page = await request.Tasks.ListAsync(
            new TaskListFilter { Search = search, Cursor = request.Query("cursor") }, request.Aborted);
        var model = new TasksModel { Search = search, Tasks = page.Items, Next = page.Next };
        return Page.Of<TasksPage>(PageArea.Tasks, "Tasks", model) with { Search = search, Live = "tasks" };
    }
}
