namespace Errand.HistoryChecker;

internal sealed class StoredWasSent : KeyRule
{
    public override string Name => "stored-was-sent";

    public override string Promise => "Every task in the store was sent by a client.";

    protected override IEnumerable<string> Evidence(KeyHistory key)
    {
        if (key.Sent.Count == 0 && key.Stored.Count > 0)
        {
            yield return $"stored as task {key.Stored[0].Id}, and never sent";
        }
    }
}
