namespace Errand.HistoryChecker;

internal sealed class OneOutcome : TaskRule
{
    public override string Name => "one-outcome";

    public override string Promise => "Every stored task ends with exactly one outcome, in exactly one place.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        if (task.Stored.Count > 1)
        {
            yield return $"in {task.Stored.Count} places: {string.Join(", ", task.Stored.Select(Place))}";
        }
        else if (task.Row is { } row && task.Ended is null)
        {
            yield return $"at the end {Place(row)}";
        }
    }

    private static string Place(StoredTask row) => $"{row.Status} with {row.Outcome?.ToString() ?? "no outcome"} at attempt {row.Attempt}";
}
