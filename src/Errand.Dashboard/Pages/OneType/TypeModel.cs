using System.Text.Json;
using Errand.Dashboard.Pages.OneType.Trends;
using Errand.Dashboard.Pages.Types;
using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Pages.OneType;

/// <summary>The page of a task type.</summary>
public sealed record TypeModel
{
    public required TaskTypeView Type { get; init; }

    public required DayNumbers Day { get; init; }

    public HandlerState Handlers { get; init; }

    public TypeTab Tab { get; init; }

    /// <summary>Where the arguments come from.</summary>
    public required FilledFrom From { get; init; }

    /// <summary>The newest task of the type; null when there is none.</summary>
    public long? LastTask { get; init; }

    /// <summary>The form; null on other tabs.</summary>
    public RunModel? Run { get; init; }

    /// <summary>The calls; null on other tabs.</summary>
    public CallTexts? Calls { get; init; }

    /// <summary>The trend; null on other tabs.</summary>
    public TrendModel? Trend { get; init; }

    /// <summary>The path of the page, without the base.</summary>
    public string Path => $"/types/{Type.Name}";

    /// <summary>Without the base.</summary>
    public string Address(TypeTab tab, string? from = null)
    {
        string query = string.Join('&', new[]
        {
            tab == TypeTab.Run ? null : $"tab={JsonNamingPolicy.CamelCase.ConvertName(tab.ToString())}",
            from is null ? null : $"from={from}",
        }.Where(part => part is not null));
        return query.Length == 0 ? Path : $"{Path}?{query}";
    }
}
