namespace Errand.SystemTests;

/// <summary>Where the server is now, after each restart somewhere else; and how much it has accepted in all.</summary>
public sealed class ServerTarget
{
    private volatile Uri? _address;
    private int _accepted;

    public int Accepted => Volatile.Read(ref _accepted);

    public Uri? Address
    {
        get => _address;
        set => _address = value;
    }

    public void CountAccepted() => Interlocked.Increment(ref _accepted);
}
