using System.Globalization;
using Errand.Storage;
using Errand.Storage.Views;

namespace Errand.Insight;

/// <summary>Explains why tasks wait, and forecasts when they start.</summary>
internal sealed class TaskExplanations(IQueueStore store)
{
    /// <summary>How many standard deviations above its mean a sum of run times is in one of ten cases.</summary>
    private const double OneInTen = 1.2816;

    /// <summary>Null when there is no such task or it has expired.</summary>
    public async Task<TaskExplanation?> ExplainAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (await store.FindStandingAsync(id, cancellationToken) is not { } task)
        {
            return null;
        }

        TaskExplanation explanation = Explanation.Of(task);
        return explanation.Reason == ExplanationReason.Busy && explanation.Facts.Ahead is { Exact: true } ahead
            ? explanation with
            {
                Forecast = ForecastOf(
                    task, explanation.Facts, ahead.Count, await store.FindRunTimesAsync(task.Type, cancellationToken)),
            }
            : explanation;
    }

    /// <summary>Takes the runs before it for runs of its own type, and slots for as full as now.</summary>
    private static StartForecast? ForecastOf(TaskStanding task, WaitFacts facts, int ahead, IReadOnlyList<TimeSpan> runs)
    {
        if (runs.Count == 0)
        {
            return null;
        }

        // So many runs must end on so many slots before it has one.
        int ends = Math.Max(1, ahead + 1 - facts.FreeSlots);
        double mean = runs.Average(run => run.TotalSeconds);
        double deviation = Math.Sqrt(runs.Average(run => Math.Pow(run.TotalSeconds - mean, 2)));
        double likely = ends * mean / facts.Slots;
        double late = likely + (OneInTen * deviation * Math.Sqrt(ends) / facts.Slots);
        return new StartForecast(
            new StartTimes(task.At.AddSeconds(likely), task.At.AddSeconds(late)),
            string.Create(
                CultureInfo.InvariantCulture, $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")} of {task.Type} in the last hour"));
    }
}
