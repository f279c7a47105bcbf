using System.Collections.Concurrent;
using System.Net;
using Errand.Access;
using Errand.Web.Errors;
using Errand.Web.Routes;

namespace Errand.Web.Events;

/// <summary>Counts the event streams of this process: each holds a connection and some memory for as long as its client likes.</summary>
internal sealed class OpenStreams
{
    /// <summary>How many there may be in all.</summary>
    public const int Most = 5000;

    /// <summary>How many one address may have whose callers have no key.</summary>
    public const int MostOfOne = 200;

    /// <summary>How many a caller with a key may have, or a user of the program that Errand is a part of.</summary>
    public const int MostOfPrincipal = 10;

    private readonly ConcurrentDictionary<string, int> _ofOne = new(StringComparer.Ordinal);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts one more, until <see cref="Leave"/>; or says why there may be no more.</summary>
    public Problem? Enter(RouteRequest request)
    {
        if (Interlocked.Increment(ref _count) > Most)
        {
            Interlocked.Decrement(ref _count);
            return Problems.TooManyStreams(Most);
        }

        bool isKnown = request.By.Kind != PrincipalKind.Anonymous;
        int most = isKnown ? MostOfPrincipal : MostOfOne;
        if (_ofOne.AddOrUpdate(NameOf(request), 1, static (_, count) => count + 1) > most)
        {
            Leave(request);
            return isKnown ? Problems.TooManyStreamsOfPrincipal(most) : Problems.TooManyStreamsOfOne(most);
        }

        return null;
    }

    public void Leave(RouteRequest request)
    {
        string one = NameOf(request);
        if (_ofOne.AddOrUpdate(one, 0, static (_, count) => count - 1) == 0)
        {
            _ofOne.TryRemove(KeyValuePair.Create(one, 0));
        }

        Interlocked.Decrement(ref _count);
    }

    /// <summary>Clients of a Unix socket have no address, and count as one.</summary>
    private static string NameOf(RouteRequest request) => request.By.Kind != PrincipalKind.Anonymous
        ? request.By.Subject
        : (request.Context.Connection.RemoteIpAddress ?? IPAddress.None).ToString();
}
