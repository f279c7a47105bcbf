using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Errand.Access;

namespace Errand.Web.Access;

/// <summary>How often one address may send a wrong key: 10 times a minute. Good keys of the same address pass meanwhile.</summary>
internal sealed class WrongKeyRule(TimeProvider time)
{
    private const int AMinute = 10;

    /// <summary>Of so many addresses it is known; a few more make room by forgetting those that sent none for a minute.</summary>
    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<IPAddress, TokenBucket> _buckets = new();

    /// <summary>Counts one.</summary>
    /// <param name="address">Null for clients of a Unix socket, who count as one.</param>
    /// <param name="wait">If it is one too many: for how long.</param>
    public bool TryCount(IPAddress? address, out TimeSpan wait)
    {
        if (_buckets.Count >= MostAddresses)
        {
            Forget();
        }

        return _buckets.GetOrAdd(NetOf(address), _ => new TokenBucket(AMinute / 60.0, AMinute, time)).TryTake(1, out wait);
    }

    private void Forget()
    {
        foreach ((IPAddress address, TokenBucket bucket) in _buckets)
        {
            if (bucket.IsFull || _buckets.Count >= 2 * MostAddresses)
            {
                _buckets.TryRemove(KeyValuePair.Create(address, bucket));
            }
        }
    }

    /// <summary>Who has one address of IPv6 has all of its network.</summary>
    private static IPAddress NetOf(IPAddress? address)
    {
        if (address is null || address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }

        byte[] bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
