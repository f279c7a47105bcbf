using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests;

/// <summary>A log is searched by the ids of its events.</summary>
public sealed class EventIdTests
{
    [Fact]
    public void Each_event_has_an_id_of_its_own()
    {
        ILookup<int, string> events = typeof(ErrandApp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.IsDefined(typeof(LoggerMessageAttribute)))
            .ToLookup(method => method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId, method => method.Name);
        Assert.InRange(events.Count, 50, 1000);
        Assert.All(events, one => Assert.Single(one));
    }
}
