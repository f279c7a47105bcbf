using System.Globalization;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Tasks.Bulk;

/// <summary>Tells above the list what was done just now.</summary>
internal static class BulkTold
{
    private const string Nothing = "nothing";

    /// <summary>From the page of a task.</summary>
    private const string OneDeleted = "deleted";

    public static string OfNothing => $"&told={Nothing}";

    /// <summary>For an address.</summary>
    public static string Of(BulkForm form, int changed, int unchanged) => string.Create(
        CultureInfo.InvariantCulture, $"&told={form.Action.Word}&changed={changed}&unchanged={unchanged}{(form.Ids is null ? "&all=1" : "")}");

    /// <summary>The sentence for the address of a request; null if it tells nothing.</summary>
    public static string? Of(PageRequest request) => request.Query("told") switch
    {
        null => null,
        OneDeleted => "The task is deleted.",
        Nothing => "Nothing was changed: no task is selected.",
        var word => BulkAction.Find(word) is { } action && NumberOf(request, "changed") is { } changed && NumberOf(request, "unchanged") is { } unchanged
            ? Sentence(action, changed, unchanged, isSearch: request.Query("all") == "1")
            : null,
    };

    public static string Sentence(BulkAction action, int changed, int unchanged, bool isSearch)
    {
        string done = $"{Amounts.Count(changed)} {action.Past}";
        string rest = Amounts.Count(unchanged);
        return unchanged == 0 ? $"{done}."
            : isSearch ? $"{done}, {rest} had changed."
            : $"{done}, {rest} not: {action.Why}.";
    }

    private static int? NumberOf(PageRequest request, string name) =>
        int.TryParse(request.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
