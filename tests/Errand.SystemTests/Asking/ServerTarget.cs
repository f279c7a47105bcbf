namespace Errand.SystemTests;

/// <summary>Where the server is now; after each restart somewhere else.</summary>
public sealed class ServerTarget
{
    private volatile Uri? _address;

    public Uri? Address
    {
        get => _address;
        set => _address = value;
    }
}
