using Errand.Dashboard.Parts;
using Errand.Dashboard.Search;

namespace Errand.Dashboard.Pages.Tasks.Bulk;

/// <summary>What is asked before many tasks are changed.</summary>
/// <param name="Form">What was posted.</param>
/// <param name="Count">How many tasks it is about.</param>
/// <param name="Now">When it is asked.</param>
/// <param name="IsMistyped">Whether another number was typed than that of the tasks.</param>
public sealed record BulkQuestion(BulkForm Form, TaskActionCount Count, DateTimeOffset Now, bool IsMistyped)
{
    private const int MostNamed = 10;

    private static readonly (string Words, int Days)[] Times = [("a week", 7), ("a month", 30), ("a year", 365)];

    /// <summary>Those of the selected tasks that somebody keeps, when they are to be deleted.</summary>
    public IReadOnlyList<TaskId> Kept { get; init; } = [];

    /// <summary><c>Retry 1,812 failed tasks of type fit, created before 10:52:07 UTC?</c></summary>
    public string Words =>
        Form.Ids is [var only] ? $"{Form.Action.Verb} task {only}?"
        : Form.Ids is { } ids ? $"{Form.Action.Verb} {Amounts.Count(ids.Count)} selected tasks?"
        : $"{Form.Action.Verb} {BulkWords.Tasks(Count, Form.Action.Narrow(SearchText.Parse(Form.Address.Search)), Form.Before!.Value)}?";

    /// <summary>On the button: <c>Retry 1,812 tasks</c></summary>
    public string Answer => !Count.Exact ? $"{Form.Action.Verb} all of them"
        : Count.Matched == 1 ? $"{Form.Action.Verb} the task"
        : $"{Form.Action.Verb} {Amounts.Count(Count.Matched)} tasks";

    /// <summary>Which tasks are selected: <c>#4, #5 and #9</c>; null for one, which the question names, and for a search.</summary>
    public string? Selected => Form.Ids is { Count: > 1 } ids ? Named(ids) : null;

    /// <summary>What becomes of kept tasks that are deleted with others; null where there is nothing to say.</summary>
    public string? KeptWords => !IsDeletion ? null
        : Form.Ids is null ? "Kept tasks are deleted with the others: keeping a task moves its expiry only."
        : Kept.Count == 0 ? null
        : Form.Ids.Count == 1 ? "It is kept. It is deleted nevertheless: keeping a task moves its expiry only."
        : $"{Amounts.Count(Kept.Count)} of them {(Kept.Count == 1 ? "is" : "are")} kept: {Named(Kept)}. "
            + $"{(Kept.Count == 1 ? "It is" : "They are")} deleted with the others.";

    public bool MustType => Count.Matched > BulkPost.MostUntyped;

    public bool IsDeletion => Form.Action.Action == TaskAction.Delete;

    public bool IsCancellation => Form.Action.Action == TaskAction.Cancel;

    /// <summary>How long tasks can be kept, with the instants for the form; the last one is forever.</summary>
    public IReadOnlyList<(string Words, string Until)> Keeps => Form.Action.Action != TaskAction.Keep
        ? []
        : [.. Times.Select(time => (time.Words, BulkForm.Text(Now.AddDays(time.Days)))), ("forever", "")];

    private static string Named(IReadOnlyList<TaskId> ids)
    {
        string[] names = [.. ids.OrderBy(id => id.Value).Take(MostNamed).Select(id => $"#{id}")];
        return ids.Count > MostNamed ? $"{string.Join(", ", names)} and {Amounts.Count(ids.Count - MostNamed)} more"
            : names is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} and {last}"
            : string.Concat(names);
    }
}
