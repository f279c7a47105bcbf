using Errand.Dashboard.Parts;
using Errand.Dashboard.Search;
using Errand.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.Tasks.Bulk;

/// <summary><c>POST /tasks/actions</c>: changes the selected tasks, or all of a search, up to 1,000 a request. It asks before it cancels,
/// deletes or keeps, or changes what was not selected one by one.</summary>
internal static class BulkPost
{
    /// <summary>More tasks are changed only after their number was typed.</summary>
    public const int MostUntyped = 1000;

    public static async Task<Page> AnswerAsync(PageRequest request)
    {
        if (BulkForm.Read(await request.ReadFormAsync()) is not { } form)
        {
            return Notice.Malformed(StatusCodes.Status400BadRequest);
        }

        if (form.Ids is [])
        {
            return Page.GoTo(form.Address.With(BulkTold.OfNothing));
        }

        try
        {
            return MustAsk(form) ? await AskAsync(request, form) : await ActAsync(request, form);
        }
        catch (InvalidSearchException)
        {
            return Page.GoTo(form.Address.ToString()); // The list says what is wrong with it.
        }
        catch (ArgumentException)
        {
            return Notice.Malformed(StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static bool MustAsk(BulkForm form) => form.Ids is null
        ? !form.IsConfirmed || form.Before is null || (form.WalkCursor is null && !IsTyped(form))
        : !form.IsConfirmed && form.Action.Action != TaskAction.Retry;

    private static bool IsTyped(BulkForm form) => form.Expected is { } expected
        && (expected <= MostUntyped || form.Typed.Replace(",", "", StringComparison.Ordinal).Trim() == Amounts.Plain(expected));

    private static async Task<Page> AskAsync(PageRequest request, BulkForm form)
    {
        BulkForm asked = form with { Before = form.Ids is null ? form.Before ?? request.Now : null };
        TaskActionCount count = asked.Ids is { } ids
            ? new TaskActionCount(ids.Count, Exact: true)
            : await request.Tasks.CountAsync(RequestOf(asked), request.Aborted);
        // A confirmed form comes back only if its number is not the right one.
        bool isMistyped = form is { IsConfirmed: true, Ids: null, Expected: not null };
        var question = new BulkQuestion(asked, count, request.Now, isMistyped)
        {
            Kept = asked is { Action.Action: TaskAction.Delete, Ids: { } selected } ? await KeptAsync(request, selected) : [],
        };
        return PageOf<BulkAskPage>(question) with
        {
            Status = isMistyped ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            Search = form.Address.Search,
        };
    }

    private static async Task<IReadOnlyList<TaskId>> KeptAsync(PageRequest request, IReadOnlyList<TaskId> ids)
    {
        List<TaskId> kept = [];
        foreach (TaskId id in ids)
        {
            if (await request.Tasks.FindAsync(id, maxResultBytes: 0, request.Aborted) is { Kept: not null })
            {
                kept.Add(id);
            }
        }

        return kept;
    }

    private static async Task<Page> ActAsync(PageRequest request, BulkForm form)
    {
        TaskActionAnswer answer = await request.Tasks.ActAsync(RequestOf(form), request.Aborted);
        BulkForm sum = form with
        {
            Changed = form.Changed + answer.Changed,
            Unchanged = form.Unchanged + answer.Unchanged + answer.Refused,
            WalkCursor = answer.Next,
        };
        return answer.Next is null
            ? Page.GoTo(sum.Address.With(BulkTold.Of(sum, sum.Changed, sum.Unchanged)))
            : PageOf<BulkMorePage>(sum) with { Search = form.Address.Search };
    }

    private static TaskActionRequest RequestOf(BulkForm form) => new()
    {
        Action = form.Action.Action,
        Ids = form.Ids,
        Search = form.Ids is null ? form.Action.Narrow(SearchText.Parse(form.Address.Search)).ToString() : null,
        Before = form.Ids is null ? form.Before : null,
        Keep = form.Action.Action == TaskAction.Keep ? new TaskKeep(form.Until, form.Note.Length == 0 ? null : form.Note) : null,
        Cursor = form.WalkCursor,
    };

    private static Page PageOf<TPage>(object model)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        Page.Of<TPage>(PageArea.Tasks, "Tasks", model) with { Scripts = ["tasks.js"], Styles = ["tasks.css"] };
}
