using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Errand.Web.Access;

/// <summary>Whether other machines reach the server.</summary>
internal sealed class ServerPlace(IServiceProvider services)
{
    private bool? _isLocal;

    /// <summary>Of a server that listens on loopback addresses only, and is not among the services of the program.</summary>
    public static ServerPlace Loopback(IServiceProvider services) => new(services) { _isLocal = true };

    /// <summary>It listens on loopback addresses, and on no others. A socket that is a file is there for a proxy.</summary>
    public bool IsLocal => _isLocal ?? Find();

    private bool Find()
    {
        ICollection<string> urls = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        IReadOnlyList<BindingAddress> addresses = ListenPlaces.Of(urls);
        bool isLocal = addresses.Count > 0 && addresses.Count == urls.Count && addresses.All(ListenPlaces.IsLoopback);
        if (services.GetService<IHostApplicationLifetime>()?.ApplicationStarted.IsCancellationRequested == true)
        {
            _isLocal = isLocal; // Before, some addresses may be missing.
        }

        return isLocal;
    }
}
