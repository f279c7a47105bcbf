using Errand.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Tests.Hosting;

/// <summary>Tests that run on each store: a subclass only says which.</summary>
public abstract class OnEveryStore(StoreKind kind)
{
    private protected Task<TestStore> CreateStoreAsync(TimeProvider? time = null) =>
        TestStore.CreateAsync(kind, time ?? TimeProvider.System);

    /// <inheritdoc cref="TestHost.StartAsync" />
    private protected async Task<TestHost> StartAsync(
        Action<ErrandBuilder> map, TimeProvider? time = null, int slots = 2, int handlers = 1, string[]? queues = null,
        TimeSpan grace = default,
        TestStore? store = null, ErrandRoles roles = ErrandRoles.Handler | ErrandRoles.Janitor, Action<IServiceCollection>? services = null,
        Func<string, Task>? before = null, int maxResultBytes = TaskLimits.DefaultMaxResultBytes)
    {
        TestStore? own = store is null ? await CreateStoreAsync(time) : null;
        return await TestHost.StartAsync(
            map, store ?? own!, own, time, slots, handlers, queues, grace, roles, services, before, maxResultBytes);
    }
}
