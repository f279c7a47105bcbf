using System.Globalization;
using Errand.Lists;

namespace Errand.Control;

/// <summary>Holds a request to change many tasks to its rules, and finds all that is wrong with it.</summary>
internal static class ActionRules
{
    private static readonly TaskId AfterAll = new(long.MaxValue);

    private static readonly string WrongCount =
        string.Create(CultureInfo.InvariantCulture, $"ids must be 1 to {TaskActions.MaxTasks} ids");

    /// <returns>The request, or null when there are faults.</returns>
    /// <param name="terms">As they were sent.</param>
    /// <param name="faults">Where faults go. A member that has one already is not judged again.</param>
    public static ActionRequest? Create(ActionTerms terms, List<Fault> faults)
    {
        Action<string, string, string> add = (member, code, detail) =>
        {
            string pointer = $"#/{member}";
            if (!faults.Exists(fault => fault.Pointer == pointer || fault.Pointer.StartsWith($"{pointer}/", StringComparison.Ordinal)))
            {
                faults.Add(new Fault(pointer, code, detail));
            }
        };
        CheckIds(terms, add);
        CheckKeep(terms, add, faults);
        var search = new TaskSearch(CheckSearch(terms, add, faults));
        TaskId start = CheckCursor(terms, search, add, faults);
        return faults.Count > 0 ? null : new ActionRequest(
            terms.Action!.Value, terms.Keep ?? default, terms.Ids?.Distinct().ToList(), search, start, FilterText.Of(terms));
    }

    private static void CheckIds(ActionTerms terms, Action<string, string, string> add)
    {
        switch (terms)
        {
            case { Ids: null, Search: null }:
                add("ids", FaultCode.Required, "ids and q are missing; send one of them");
                break;
            case { Ids: not null, Search: not null }:
                add("q", FaultCode.Unknown, "q and ids cannot be combined; send one of them");
                break;
            case { Ids.Count: 0 or > TaskActions.MaxTasks }:
                add("ids", FaultCode.Length, WrongCount);
                break;
        }

        if (terms.Action is not { } action)
        {
            add("action", FaultCode.Required, "action is missing");
        }
        else if (!Enum.IsDefined(action))
        {
            add("action", FaultCode.Enum, "there is no such action");
        }
    }

    private static void CheckKeep(ActionTerms terms, Action<string, string, string> add, List<Fault> faults)
    {
        if (terms is { Action: TaskAction.Keep, Keep: null })
        {
            add("keep", FaultCode.Required, "keep is missing; it says until when the tasks are kept");
        }
        else if (terms is { Action: not (null or TaskAction.Keep), Keep: not null })
        {
            add("keep", FaultCode.Unknown, "keep belongs to the action keep");
        }
        else if (terms.Keep is { } keep)
        {
            KeepRules.Check(keep, "#/keep", faults);
        }
    }

    private static IEnumerable<SearchTerm> CheckSearch(ActionTerms terms, Action<string, string, string> add, List<Fault> faults)
    {
        if (terms is { Search: null, Before: not null, Ids: not null })
        {
            add("before", FaultCode.Unknown, "before belongs to q; ids name their tasks already");
        }
        else if (terms is { Search: not null, Before: null })
        {
            add("before", FaultCode.Required, "before is missing; with q, only tasks created before an instant are changed");
        }

        IReadOnlyList<SearchTerm> found = SearchTerms.Read(terms.Search ?? "", faults);
        return terms.Before is { } before ? found.Append(SearchTerms.Created(SearchSign.Less, before)) : found;
    }

    private static TaskId CheckCursor(ActionTerms terms, TaskSearch search, Action<string, string, string> add, List<Fault> faults)
    {
        if (terms.Cursor is not { } cursor)
        {
            return AfterAll;
        }

        if (terms.Ids is not null)
        {
            add("cursor", FaultCode.Unknown, "cursor belongs to q; ids have no next page");
        }

        // With another fault it is not known which search the cursor should belong to.
        TaskId start = default;
        if (faults.Count == 0 && !ListCursor.TryRead(cursor, search, out start))
        {
            add("cursor", FaultCode.Pattern, "cursor was changed or belongs to another search");
        }

        return start;
    }
}
