using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Upkeep;

/// <summary>SQLite's hints are never lost, so that nobody needs to ask.</summary>
public sealed class IdleUpkeepTests() : OnEveryStore(StoreKind.Sqlite)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task Idle_it_looks_every_half_minute_and_never_between()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), _time, roles: ErrandRoles.Handler);
        TaskCompletionSource ticked = Waiting.NewSignal();
        host.Store.Before = method =>
        {
            if (method == "Tick")
            {
                ticked.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await host.TurnUntilAsync(ticked.Task);
        int before = host.Store.Calls("Tick");
        DateTimeOffset start = _time.GetUtcNow();
        while (_time.GetUtcNow() - start < TimeSpan.FromHours(1))
        {
            ticked = Waiting.NewSignal();
            await host.TurnUntilAsync(ticked.Task, 5);
        }

        Assert.InRange(host.Store.Calls("Tick") - before, 110, 130);
        Assert.Equal((0, 0), (host.Store.Calls("Claim"), host.Store.Calls("FindDone")));
    }
}
