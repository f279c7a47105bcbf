using System.Collections.Concurrent;
using System.Net;
using Errand.Web.Errors;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Events;

/// <summary>Counts the event streams of this process: each holds a connection and some memory for as long as its client likes.</summary>
internal sealed class OpenStreams
{
    /// <summary>How many there may be in all.</summary>
    public const int Most = 5000;

    /// <summary>How many one address may have.</summary>
    public const int MostOfOne = 200;

    private readonly ConcurrentDictionary<IPAddress, int> _ofAddress = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts one more, until <see cref="Leave"/>; or says why there may be no more.</summary>
    public Problem? Enter(HttpContext context)
    {
        if (Interlocked.Increment(ref _count) > Most)
        {
            Interlocked.Decrement(ref _count);
            return Problems.TooManyStreams(Most);
        }

        if (_ofAddress.AddOrUpdate(AddressOf(context), 1, static (_, count) => count + 1) > MostOfOne)
        {
            Leave(context);
            return Problems.TooManyStreamsOfOne(MostOfOne);
        }

        return null;
    }

    public void Leave(HttpContext context)
    {
        IPAddress address = AddressOf(context);
        if (_ofAddress.AddOrUpdate(address, 0, static (_, count) => count - 1) == 0)
        {
            _ofAddress.TryRemove(KeyValuePair.Create(address, 0));
        }

        Interlocked.Decrement(ref _count);
    }

    /// <summary>Clients of a Unix socket have none, and count as one.</summary>
    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;
}
