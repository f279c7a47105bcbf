using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
#region program
using Errand;
#endregion

namespace DocumentationSamples;

internal static class ExistingProgram
{
    public static void Run(string[] args)
    {
        #region program
        var builder = WebApplication.CreateBuilder(args);
        builder.AddErrand(errand => errand.MapTask("welcome", (string email) => $"Welcome, {email}"));

        var app = builder.Build();
        app.MapErrand();
        app.MapPost("/users", async (string email, ITaskClient tasks) =>
        {
            TaskId id = await tasks.SubmitAsync("welcome", new { email });
            return Results.Accepted($"/v1/tasks/{id}");
        });
        app.Run();
        #endregion
    }

    public static void MapAuthorized(WebApplication app)
    {
        #region authorized
        RouteGroupBuilder jobs = app.MapGroup("/jobs").RequireAuthorization();
        jobs.MapErrand();
        jobs.MapErrandDashboard();
        #endregion
    }
}
