using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages;

/// <summary>The pages that are shown when the wanted page cannot be.</summary>
internal static class Notice
{
    private const string ToTask = "Go to the task";

    public const string FailedTitle = "The server failed to make this page";
    private const int LongestName = 100;

    public static Page NoPage() => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel("There is no such page", "The address leads nowhere here.", "/tasks", "Go to the tasks"));

    public static Page NoTask(string id) => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel("There is no such task", $"No task has the id {id}, or it has expired.", "/tasks", "Go to the tasks"));

    public static Page NoType(string name) => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel("There is no such type", $"This program has no task type named {Cut.Line(Cut.At(name, LongestName))}.", "/types", "See its types"));

    public static Page NoQueue(string name) => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel("There is no such queue", $"No task was ever submitted to a queue called {VisibleText.Of(name)}.", "/queues", "Go to the queues"));

    public static Page NoPlot(long id) => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel(
            "There is nothing to plot", $"The result of task {id} has no plot, so there is no file of it.", $"/tasks/{id}", ToTask));

    /// <param name="id">The task.</param>
    /// <param name="views">The numbers of its views that have a picture.</param>
    public static Page NoPicture(long id, IReadOnlyList<int> views) => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel(
            "There is no such picture",
            views.Count == 0 ? $"Nothing of task {id} can be drawn: pictures are of lines, points, bars and paths in the plane."
                : $"Pictures are of lines, points, bars and paths in the plane. Of task {id}, {ViewWords(views)} one.",
            $"/tasks/{id}", ToTask));

    public static Page WrongPicture(long id, string fault) => Of(
        StatusCodes.Status422UnprocessableEntity,
        new NoticeModel("The picture cannot be drawn so", fault, $"/tasks/{id}", ToTask));

    public static Page NoFile(long id) => Of(
        StatusCodes.Status404NotFound,
        new NoticeModel("There is no such file", $"Task {id} has no result, or nothing at this place of it.", $"/tasks/{id}", ToTask));

    public static Page NoMedia(long id) => Of(
        StatusCodes.Status422UnprocessableEntity,
        new NoticeModel(
            "This is not a file", $"What task {id} has at this place is neither a text nor media, or is not what it says it is.",
            $"/tasks/{id}", ToTask));

    public static Page CrossOrigin() => Of(
        StatusCodes.Status403Forbidden,
        new NoticeModel("The request comes from another site", "Only the pages of this server may change anything here."));

    /// <summary>Who asks may not see the page, or is not known.</summary>
    public static Page Refused(PageEntry entry) =>
        Of(entry.Status, new NoticeModel(entry.Title, entry.Detail)) with { RetryAfter = entry.RetryAfter };

    public static Page Forbidden(string scope) => Of(
        StatusCodes.Status403Forbidden,
        new NoticeModel("This is not allowed", $"This needs the scope {scope}, which you do not have. Nothing was changed."));

    public static Page Malformed(int status) => Of(
        status, new NoticeModel("The form cannot be read", "It is too large, or was cut off. Go back and send it again."));

    public static Page OfStore(StoreException failure) => failure switch
    {
        OutcomeUnknownException => Of(
            StatusCodes.Status504GatewayTimeout,
            new NoticeModel("The store went away meanwhile", "It may or may not have done what was asked. Look before you try again.")),
        StoreFullException => Of(
            StatusCodes.Status507InsufficientStorage,
            new NoticeModel("The disk of the store is full", "Nothing was changed. Make room, then try again.")),
        _ => Away(
            new NoticeModel("The store does not answer", "Nothing was changed. The page comes back by itself when the store does.")),
    };

    public static Page Busy() =>
        Busy(new NoticeModel("The server is busy", "Too many tasks wait to be stored. Nothing was changed. Try again in a moment."));

    public static Page Failed(string traceId) => Of(
        StatusCodes.Status500InternalServerError,
        new NoticeModel(FailedTitle, FailedDetail(traceId)));

    public static string FailedDetail(string traceId) => $"Its log says why, at the trace {traceId}.";

    private static string ViewWords(IReadOnlyList<int> views) => views is [var only] ? $"view {only} has"
        : $"views {string.Join(", ", views.SkipLast(1))} and {views[^1]} have";

    private static Page Away(NoticeModel model) => Busy(model) with { Live = "again" };

    private static Page Busy(NoticeModel model) => Of(StatusCodes.Status503ServiceUnavailable, model) with { RetryAfter = 2 };

    private static Page Of(int status, NoticeModel model) =>
        Page.Of<NoticePage>(PageArea.None, model.Title, model) with { Status = status };
}
