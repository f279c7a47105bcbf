using Errand.Control;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Actions;

/// <summary><c>POST /v1/tasks/actions</c>: changes many tasks, or counts them.</summary>
internal sealed class ActionEndpoint(TaskActions actions)
{
    public async Task<Problem?> RunAsync(RouteRequest request)
    {
        if (ActionReader.Read(request.Body, out ActionRequest? action, out bool isDry) is { } refused)
        {
            return refused;
        }

        if (isDry)
        {
            TaskActionCount count = await actions.CountAsync(action!, request.By, request.Aborted);
            await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, count, ErrandJson.Default.TaskActionCount);
            return null;
        }

        if (await actions.RunAsync(action!, request.Actor, request.Aborted) is not { } answer)
        {
            return Problems.Invalid([KeepRules.TooEarly("#/keep")]);
        }

        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, answer, ErrandJson.Default.TaskActionAnswer);
        return null;
    }
}
