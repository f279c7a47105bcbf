using Errand.Dashboard.Parts.Charts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Types;

/// <summary><c>/types?q=</c></summary>
internal static class TypesQuery
{
    public static async Task<Page> ShowAsync(PageRequest request)
    {
        IReadOnlyList<TaskTypeView> types = await request.Tasks.ListTypesAsync(request.Aborted);
        IReadOnlyList<MemberView> handlers = await request.Tasks.ListHandlersAsync(cancellationToken: request.Aborted);
        StatSeries day = await request.Tasks.FindStatSeriesAsync(DayNumbers.OptionsOf(request.Now, StatGroup.Type), request.Aborted);
        string search = request.Query("q")?.Trim() ?? "";
        var model = new TypesModel(
            [
                .. from type in types
                   where Matches(type, search)
                   select new TypeRow(type, DayNumbers.BarsOf(day, type.Name), TypeHandlers.Of(type, handlers)),
            ],
            search,
            types.Count);
        return Page.Of<TypesPage>(PageArea.Types, "Types", model) with { Live = "stats,handlers", Styles = ["types.css"] };
    }

    private static bool Matches(TaskTypeView type, string search) =>
        type.Name.Contains(search, StringComparison.OrdinalIgnoreCase)
        || (type.Description?.Contains(search, StringComparison.OrdinalIgnoreCase) ?? false);
}
