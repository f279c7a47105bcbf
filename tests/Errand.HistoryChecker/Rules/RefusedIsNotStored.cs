namespace Errand.HistoryChecker;

internal sealed class RefusedIsNotStored : KeyRule
{
    public override string Name => "refused-is-not-stored";

    public override string Promise => "A task that was refused is not in the store.";

    protected override IEnumerable<string> Evidence(KeyHistory key)
    {
        if (key.IsRefused && key.Stored.Count > 0)
        {
            yield return $"refused with {string.Join(", ", key.Refused.Select(refused => refused.Status))}, and stored as task {key.Stored[0].Id}";
        }
    }
}
