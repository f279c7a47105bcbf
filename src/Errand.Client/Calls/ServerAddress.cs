namespace Errand.Calls;

/// <summary>Where the server is, and how the client shows who it is.</summary>
internal sealed class ServerAddress
{
    public ServerAddress(Uri address, string? key)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"The address of the server must begin with http:// or https://; got \"{address}\".", nameof(address));
        }

        // Paths of routes are relative to it: they keep its prefix.
        Root = new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/");
        Key = key;
    }

    public Uri Root { get; }

    public string? Key { get; }
}
