using System.Text.Json;
using Errand.Dashboard.Pages.Tasks;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary><c>/types/{type}?tab=trend&amp;y=&amp;x=&amp;colour=&amp;q=</c></summary>
internal static class TrendQuery
{
    /// <summary>The newest tasks that succeeded show what summaries hold.</summary>
    private const int Looked = 50;

    private const int Listed = 25;

    /// <summary>A plot has no more.</summary>
    private const int MostValues = 5000;

    private const string ArgsPrefix = "args.";

    public static async Task<TrendModel> ReadAsync(PageRequest request, TaskTypeView type)
    {
        IReadOnlyList<TrendAxis> over = [TrendAxis.Created, .. TrendPlaces.OfArgs(type.Args)];
        TrendAxis x = XOf(request.Query("x"), over);
        var model = new TrendModel
        {
            Address = new TrendAddress(type.Name)
            {
                Y = request.Query("y") is { Length: > 0 } y ? y : null,
                X = x.Path,
                Colour = request.Query("colour") == TrendAddress.Tag ? TrendAddress.Tag : TrendAddress.Outcome,
                Search = request.Query("q") ?? "",
            },
            X = x,
            Over = over.Contains(x) ? over : [.. over, x],
        };
        try
        {
            return await FillAsync(request, type, model);
        }
        catch (InvalidSearchException e)
        {
            IReadOnlyList<TrendAxis> members = TrendMembers.Of(type, []);
            return model with
            {
                Members = members,
                Y = ChosenOf(members, model.Address.Y),
                Faults = e.Faults,
                Pieces = SearchPiece.Of(model.Address.Search, e.Faults),
            };
        }
    }

    /// <summary>An argument that the schema does not have may still be one, where it leaves open what there is.</summary>
    private static TrendAxis XOf(string? wanted, IReadOnlyList<TrendAxis> over) =>
        over.FirstOrDefault(axis => axis.Path == wanted)
            ?? (wanted is { Length: > 5 and <= 200 } && wanted.StartsWith(ArgsPrefix, StringComparison.Ordinal)
                ? new TrendAxis(wanted, wanted[ArgsPrefix.Length..])
                : TrendAxis.Created);

    private static TrendAxis? ChosenOf(IReadOnlyList<TrendAxis> members, string? wanted) =>
        members.FirstOrDefault(axis => axis.Path == wanted) ?? (members.Count == 0 ? null : members[0]);

    private static async Task<TrendModel> FillAsync(PageRequest request, TaskTypeView type, TrendModel model)
    {
        var filter = new TaskListFilter
        {
            Types = [type.Name],
            Outcomes = [OutcomeState.Succeeded],
            Search = model.Address.Search,
            Limit = Looked,
        };
        TaskListPage seen = await request.Tasks.ListAsync(filter, request.Aborted);
        JsonElement[] summaries =
            [.. seen.Items.Select(task => task.Summary).OfType<JsonElement>().Where(summary => summary.ValueKind == JsonValueKind.Object)];
        IReadOnlyList<TrendAxis> members = TrendMembers.Of(type, summaries);
        TrendModel filled = model with { Members = members };
        if (model.Address.Y is { } wanted && members.All(axis => axis.Path != wanted))
        {
            return await WithOldAsync(request, filled, wanted);
        }

        if (members.Count == 0)
        {
            return filled with
            {
                Gap = seen.Items.Count == 0 ? TrendGap.NoSuccess : summaries.Length == 0 ? TrendGap.NoSummary : TrendGap.NoNumbers,
                Others = [.. TrendMembers.NamesOf(summaries)],
            };
        }

        TrendAxis y = ChosenOf(members, model.Address.Y)!;
        IReadOnlyList<SummaryValue> newest = await ValuesAsync(request, model.Address, y.Path, Listed);
        return filled with
        {
            Y = y,
            Newest = newest,
            Gap = newest.Count == 0 ? TrendGap.NoTask
                : seen.Items.Count == 0 && newest.All(value => value.Y is null) ? TrendGap.NoSuccess
                : TrendGap.None,
        };
    }

    /// <summary>A member that new tasks do not have: older ones may.</summary>
    private static async Task<TrendModel> WithOldAsync(PageRequest request, TrendModel model, string wanted)
    {
        IReadOnlyList<SummaryValue> values = await ValuesAsync(request, model.Address, wanted, MostValues);
        if (values.All(value => value.Y is not { } y || !TrendMembers.IsNumber(y)))
        {
            return model with { Gap = values.Count == 0 ? TrendGap.NoTask : TrendGap.NoMember };
        }

        var old = new TrendAxis(wanted, wanted);
        return model with { Y = old, Members = [.. model.Members, old], Newest = [.. values.Take(Listed)] };
    }

    private static async Task<IReadOnlyList<SummaryValue>> ValuesAsync(PageRequest request, TrendAddress address, string y, int limit)
    {
        var options = new SummaryValueOptions { Y = y, X = address.X, Search = address.Search, Limit = limit };
        return (await request.Tasks.FindSummaryValuesAsync(address.Type, options, request.Aborted))?.Items ?? [];
    }
}
