namespace Errand.HistoryChecker;

internal sealed class AcceptedIsStored : TaskRule
{
    public override string Name => "accepted-is-stored";

    public override string Promise => "A task that was accepted, or that ever ran, is in the store, under the id that the client received.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        if (task.Stored.Count == 0)
        {
            if (task.Accepted.Count > 0)
            {
                yield return $"accepted with key {task.Accepted[0].Key}, and not in the store";
            }
            else if (task.Starts.Count > 0)
            {
                yield return $"run as attempt {task.Starts[0].Run.Attempt} by {task.Starts[0].Run.Handler}, and not in the store";
            }
        }
        else if (task.Accepted.Find(accepted => task.Stored.All(stored => stored.Key != accepted.Key)) is { } other)
        {
            yield return $"answered to the submit of key {other.Key}, but stored with key {task.Stored[0].Key}";
        }
    }
}
