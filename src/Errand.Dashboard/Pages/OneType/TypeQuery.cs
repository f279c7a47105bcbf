using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Pages.OneType.Trends;
using Errand.Dashboard.Pages.Results;
using Errand.Dashboard.Pages.Types;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Charts;
using Errand.Dashboard.Serving;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.OneType;

/// <summary><c>/types/{type}?tab=&amp;from=</c></summary>
internal static class TypeQuery
{
    public static async Task<Page> ShowAsync(PageRequest request)
    {
        string name = RouteValue.Type(request.Context);
        if (await request.Tasks.FindTypeAsync(name, request.Aborted) is not { } type)
        {
            return Notice.NoType(name);
        }

        TypeModel model = await ModelOfAsync(request, type);
        if (model.Tab == TypeTab.Trend)
        {
            return TrendPageOf(model with { Trend = await TrendQuery.ReadAsync(request, type) });
        }

        (FilledFrom from, JsonElement? args) = await ArgsAsync(request, type);
        return PageOf(model.Tab switch
        {
            TypeTab.Run => model with { From = from, Run = RunForm.Of(type, from, args, request.IsFragment ? "" : RunForm.NewKey()) },
            TypeTab.Calls => model with
            {
                From = from,
                Calls = CallTexts.Of(request.ApiUrl, type.Name, args is { } known ? known.GetRawText() : "{}", new SubmitOptions()),
            },
            _ => model with { From = from },
        });
    }

    public static Page PageOf(TypeModel model) => Page.Of<TypePage>(PageArea.Types, model.Type.Name, model) with
    {
        Live = "stats,handlers",
        Scripts = ["form.js"],
        Styles = ["types.css"],
    };

    private static Page TrendPageOf(TypeModel model) => PageOf(model) with
    {
        Status = model.Trend!.Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        Live = model.Trend.Faults.Count > 0 ? null : "tasks,stats,handlers",
        Scripts = [.. PlotKinds.ScriptsOf(ResultViewKind.Scatter), "trend.js"],
        Styles = ["types.css", "viewer.css", "trend.css", .. PlotKinds.Styles],
    };

    /// <summary>All but the form, the calls and the trend.</summary>
    public static async Task<TypeModel> ModelOfAsync(PageRequest request, TaskTypeView type)
    {
        StatSeries day = await request.Tasks.FindStatSeriesAsync(
            DayNumbers.OptionsOf(request.Now, StatGroup.Outcome, type.Name), request.Aborted);
        TaskListPage newest = await request.Tasks.ListAsync(
            new TaskListFilter { Search = $"type:{type.Name}", Limit = 1 }, request.Aborted);
        return new TypeModel
        {
            Type = type,
            Day = DayNumbers.Of(day),
            Handlers = TypeHandlers.Of(type, await request.Tasks.ListHandlersAsync(cancellationToken: request.Aborted)),
            Tab = request.Query("tab") switch
            {
                "calls" => TypeTab.Calls,
                "schema" => TypeTab.Schema,
                "trend" => TypeTab.Trend,
                _ => TypeTab.Run,
            },
            From = new FilledFrom(FilledFrom.Example),
            LastTask = newest.Items is [var last, ..] ? last.Id : null,
        };
    }

    /// <summary>The arguments that the address asks for; null: none.</summary>
    private static async Task<(FilledFrom From, JsonElement? Args)> ArgsAsync(PageRequest request, TaskTypeView type)
    {
        string from = request.Query("from") ?? "";
        FilledFrom own = type.Example is null ? new FilledFrom(FilledFrom.Defaults) : new FilledFrom(FilledFrom.Example);
        if (!long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out long id) || id == 0)
        {
            return from == FilledFrom.Defaults ? (new FilledFrom(from), null) : (own, type.Example);
        }

        return await request.Tasks.FindAsync(new TaskId(id), maxResultBytes: 0, request.Aborted) is not { } task
            ? (own with { Note = $"Task {id} is not here: it never was, or it has expired." }, type.Example)
            : (new FilledFrom(
                from,
                task.Type == type.Name ? null : $"Task {id} is of the type {Cut.Line(task.Type)}: its arguments may not fit."), task.Args);
    }
}
