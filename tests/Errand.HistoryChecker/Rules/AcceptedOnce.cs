namespace Errand.HistoryChecker;

internal sealed class AcceptedOnce : KeyRule
{
    public override string Name => "accepted-once";

    public override string Promise =>
        "A task that was sent is stored at most once, however often it was sent again, and only replays answer its id again.";

    protected override IEnumerable<string> Evidence(KeyHistory key)
    {
        long[] ids = key.Stored.Select(stored => stored.Id).Distinct().Order().ToArray();
        if (ids.Length > 1)
        {
            yield return $"stored {ids.Length} times, as {string.Join(", ", ids)}";
        }

        foreach (IGrouping<long, SubmitAccepted> group in
                 key.Accepted.Where(accepted => !accepted.Replayed).GroupBy(accepted => accepted.Id))
        {
            if (group.Count() > 1)
            {
                yield return $"task {group.Key} was answered {group.Count()} times as if it were new";
            }
        }
    }
}
