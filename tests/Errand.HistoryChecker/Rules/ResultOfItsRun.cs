namespace Errand.HistoryChecker;

internal sealed class ResultOfItsRun : TaskRule
{
    public override string Name => "result-of-its-run";

    public override string Promise =>
        "A stored result is, byte for byte, what the run of that attempt returned; without success there is none.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        if (task.Ended is not { } row)
        {
            yield break;
        }

        if (row.Outcome != SeenOutcome.Succeeded)
        {
            if (row.ResultHash is not null)
            {
                yield return $"{row.Outcome}, with a result of hash {row.ResultHash}";
            }

            yield break;
        }

        RunEnded[] returned = task.Ends.Where(end => end.Attempt == row.Attempt && end.Outcome == RunEnd.Returned).ToArray();
        if (returned.Length == 0)
        {
            yield return $"succeeded by attempt {row.Attempt}, which never returned";
        }
        else if (returned.All(end => end.ResultHash != row.ResultHash))
        {
            yield return $"the store has {row.ResultHash ?? "none"}, attempt {row.Attempt} returned {returned[0].ResultHash ?? "none"}";
        }
    }
}
