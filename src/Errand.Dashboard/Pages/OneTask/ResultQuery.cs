using System.Text.Json;
using Errand.Dashboard.Parts.Json;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Looks at the result of a task.</summary>
internal static class ResultQuery
{
    public static async Task<ResultModel> ReadAsync(ITaskClient tasks, TaskView task, CancellationToken cancellationToken)
    {
        if (task.Outcome != OutcomeState.Succeeded)
        {
            return ResultModel.None;
        }

        return new ResultModel
        {
            Text = task.Result is { } result ? JsonPrinter.Print(result) : null,
            Shape = await tasks.FindResultShapeAsync(new TaskId(task.Id), options: null, cancellationToken),
            Summary = task.Summary is { ValueKind: JsonValueKind.Object } summary ? [.. MembersOf(summary)] : [],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> MembersOf(JsonElement summary) =>
        summary.EnumerateObject().Select(member => KeyValuePair.Create(VisibleText.Of(member.Name), TextOf(member.Value)));

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? VisibleText.Of(value.GetString()!) : value.GetRawText();
}
