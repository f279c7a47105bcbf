using Errand;

namespace DocumentationSamples;

internal static class Submitting
{
    public static async Task SubmitAsync(ITaskClient tasks, CancellationToken cancel)
    {
        #region submitting
        TaskId id = await tasks.SubmitAsync("report", new { year = 2026 }, new SubmitOptions
        {
            Delay = TimeSpan.FromHours(1),
            Tags = ["yearly"],
            IdempotencyKey = "report-2026",
        }, cancel);
        TaskView? task = await tasks.WaitAsync(id, cancel);
        string? file = task?.Result?.GetString();
        #endregion
        Console.WriteLine(file);
    }
}
