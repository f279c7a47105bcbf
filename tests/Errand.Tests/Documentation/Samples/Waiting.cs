using Errand;

namespace DocumentationSamples;

internal static class Waiting
{
    public static void Map(ErrandApp app)
    {
        #region waiting
        app.MapTask("survey", async (string[] places, ITaskClient tasks, TaskContext task, CancellationToken cancel) =>
        {
            TaskId[] parts = await Task.WhenAll(places.Select((place, n) => tasks.SubmitAsync("measure", new { place }, new SubmitOptions
            {
                // This function may run again: then it finds the tasks that it has submitted.
                IdempotencyKey = $"survey-{task.Id}-{n}",
            }, cancel)));
            TaskView?[] done = await Task.WhenAll(parts.Select(part => tasks.WaitAsync(part, cancel)));
            return done.Average(part => part?.Result?.GetDouble());
        });
        #endregion
    }
}
