using System.Text.Json;
using Errand.Dashboard.Pages.Results;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Looks at the result of a task for its page.</summary>
internal static class ResultQuery
{
    /// <summary>A first look at so much takes about a tenth of a second.</summary>
    private const long MostRead = 16 * 1024 * 1024;

    public static async Task<ResultModel> ReadAsync(PageRequest request, TaskView task, TaskTypeView? type)
    {
        if (task.Outcome != OutcomeState.Succeeded)
        {
            return ResultModel.None;
        }

        return new ResultModel
        {
            Viewer = task.ResultBytes > MostRead
                ? null
                : await ViewerQuery.ReadAsync(request, task, new ViewerAddress($"/tasks/{task.Id}", "#result")),
            LargeBytes = task.ResultBytes > MostRead ? task.ResultBytes : null,
            Summary = task.Summary is { ValueKind: JsonValueKind.Object } summary ? ShownMember.Of(summary, type?.Result) : [],
        };
    }
}
