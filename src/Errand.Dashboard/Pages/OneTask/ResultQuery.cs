using System.Text.Json;
using Errand.Dashboard.Pages.Results;
using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Looks at the result of a task for its page.</summary>
internal static class ResultQuery
{
    /// <summary>A first look at so much takes about a tenth of a second.</summary>
    private const long MostRead = 16 * 1024 * 1024;

    public static async Task<ResultModel> ReadAsync(PageRequest request, TaskView task)
    {
        if (task.Outcome != OutcomeState.Succeeded)
        {
            return ResultModel.None;
        }

        return new ResultModel
        {
            Viewer = task.ResultBytes > MostRead
                ? null
                : await ViewerQuery.ReadAsync(request, task, new ViewerAddress($"/tasks/{task.Id}", "#result", IsEmbedded: false)),
            LargeBytes = task.ResultBytes > MostRead ? task.ResultBytes : null,
            Summary = task.Summary is { ValueKind: JsonValueKind.Object } summary ? [.. MembersOf(summary)] : [],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> MembersOf(JsonElement summary) =>
        summary.EnumerateObject().Select(member => KeyValuePair.Create(VisibleText.Of(member.Name), TextOf(member.Value)));

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? VisibleText.Of(value.GetString()!) : value.GetRawText();
}
