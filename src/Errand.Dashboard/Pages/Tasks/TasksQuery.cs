using Errand.Dashboard.Pages.Tasks.Bulk;
using Errand.Dashboard.Search;
using Errand.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.Tasks;

/// <summary><c>/tasks?q=&amp;cursor=&amp;columns=&amp;count=</c></summary>
internal static class TasksQuery
{
    private const int PageSize = 50;

    public static async Task<Page> ShowAsync(PageRequest request)
    {
        string text = request.Query("q") ?? "";
        var search = SearchText.Parse(text);
        if (search.TaskId is { } id)
        {
            return Page.GoTo($"/tasks/{id}");
        }

        IReadOnlyList<TaskColumn> columns = TaskColumn.Read(request.Context.Request.Query["columns"]);
        var address = new ListAddress(text)
        {
            Columns = TaskColumn.Print(columns),
            Cursor = request.Query("cursor"),
            IsCounted = request.Query("count") == "1",
        };
        var model = new TasksModel
        {
            Address = address,
            Columns = columns,
            Tabs = StatusTab.Of(search, address),
            IsFragment = request.IsFragment,
            Told = BulkTold.Of(request),
            Guess = await GuessAsync(request, search),
        };
        try
        {
            return PageOf(await FillAsync(request, search, model));
        }
        catch (InvalidSearchException e)
        {
            TasksModel wrong = model with { Faults = e.Faults, Pieces = SearchPiece.Of(text, e.Faults) };
            return PageOf(wrong) with { Status = StatusCodes.Status422UnprocessableEntity, Live = null };
        }
        catch (ArgumentException) when (address.Cursor is not null)
        {
            // A cursor of another search, in an address that was edited by hand.
            return Page.GoTo((address with { Cursor = null }).ToString());
        }
    }

    private static async Task<TasksModel> FillAsync(PageRequest request, SearchText search, TasksModel model)
    {
        TaskListPage page = await request.Tasks.ListAsync(
            new TaskListFilter
            {
                Search = model.Address.Search,
                Cursor = model.Address.Cursor,
                Limit = PageSize,
                // The script looks again every few seconds, and counting looks at many tasks.
                Count = model.Address.IsCounted && !model.IsFragment,
            },
            request.Aborted);
        bool isEmpty = page.Items.Count == 0 && search.IsEmpty && model.Address.Cursor is null && page.Next is null;
        return model with
        {
            Tasks = page.Items,
            Next = page.Next,
            SearchedTo = page.SearchedTo,
            Count = page.Count,
            Members = TaskColumn.OfMembers(page.Items),
            Actions = page.Items.Count == 0 ? [] : BulkAction.For(search),
            First = isEmpty ? await FindFirstAsync(request) : null,
        };
    }

    private static async Task<string?> GuessAsync(PageRequest request, SearchText search) => SearchGuess.IsPossible(search)
        ? SearchGuess.Of(search, await request.Tasks.ListTypesAsync(request.Aborted))?.ToString()
        : null;

    private static async Task<FirstTask> FindFirstAsync(PageRequest request)
    {
        IReadOnlyList<TaskTypeView> types = await request.Tasks.ListTypesAsync(request.Aborted);
        return new FirstTask(request.ApiUrl, types.Count == 0 ? null : types[0]);
    }

    private static Page PageOf(TasksModel model) => Page.Of<TasksPage>(PageArea.Tasks, "Tasks", model) with
    {
        Search = model.Address.Search,
        Columns = model.Address.Columns,
        Live = "tasks",
        Scripts = ["tasks.js"],
        Styles = ["tasks.css"],
    };
}
