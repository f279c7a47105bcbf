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
    private static readonly (string Words, int Days)[] Times = [("a week", 7), ("a month", 30), ("a year", 365)];

    /// <summary><c>Retry 1,812 failed tasks of type fit, created before 10:52:07 UTC?</c></summary>
    public string Words =>
        Form.Ids is [var only] ? $"{Form.Action.Verb} task {only}?"
        : Form.Ids is { } ids ? $"{Form.Action.Verb} {Amounts.Count(ids.Count)} selected tasks?"
        : $"{Form.Action.Verb} {BulkWords.Tasks(Count, Form.Action.Narrow(SearchText.Parse(Form.Address.Search)), Form.Before!.Value)}?";

    /// <summary>On the button: <c>Retry 1,812 tasks</c></summary>
    public string Answer => !Count.Exact ? $"{Form.Action.Verb} all of them"
        : Count.Matched == 1 ? $"{Form.Action.Verb} the task"
        : $"{Form.Action.Verb} {Amounts.Count(Count.Matched)} tasks";

    public bool MustType => Count.Matched > BulkPost.MostUntyped;

    public bool IsDeletion => Form.Action.Action == TaskAction.Delete;

    /// <summary>How long tasks can be kept, with the instants for the form; the last one is forever.</summary>
    public IReadOnlyList<(string Words, string Until)> Keeps => Form.Action.Action != TaskAction.Keep
        ? []
        : [.. Times.Select(time => (time.Words, BulkForm.Text(Now.AddDays(time.Days)))), ("forever", "")];
}
