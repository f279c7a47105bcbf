using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Storage;

/// <summary>All that <see cref="ITaskStore"/> promises. A subclass says how to make a store, and how to look at and change its tables, which
/// have the same names in every store.</summary>
public abstract partial class TaskStoreConformance : IAsyncLifetime
{
    private readonly List<ITaskStore> _opened = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero));

    private protected ITaskStore Store { get; private set; } = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A further store on the data of this test, as another process would open it; the first one finds none.</summary>
    private protected abstract ITaskStore Create(TimeProvider time);

    /// <summary>A connection of a program that has its own tables next to the tasks.</summary>
    private protected abstract Task<DbConnection> ConnectAsync();

    /// <summary>Tasks that are not in exactly one place, and rows in a place without a task.</summary>
    private protected abstract Task<IReadOnlyList<long>> FindMisplacedAsync();

    /// <summary>Rows left anywhere: 0 after everything was deleted. Queues and handlers do not count.</summary>
    private protected abstract Task<long> CountRowsAsync();

    /// <summary>Each unique index and primary key as its table and its first column: <c>task.id</c>.</summary>
    private protected abstract Task<IReadOnlyList<string>> FindUniqueKeysAsync();

    private protected abstract Task<long> CountForeignKeysAsync();

    /// <summary>Changes what is stored, behind the store's back.</summary>
    private protected abstract Task RunAsync(string sql);

    private protected abstract Task PauseAsync(string queue, bool paused);

    /// <summary>Deletes a handler's row behind the store's back.</summary>
    private protected abstract Task ForgetHandlerAsync(MemberId handler);

    public virtual async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        IReadOnlyList<long> misplaced = await FindMisplacedAsync();
        foreach (ITaskStore store in _opened)
        {
            await store.DisposeAsync();
        }

        Assert.Empty(misplaced);
        GC.SuppressFinalize(this);
    }

    private protected async Task<ITaskStore> OpenAsync()
    {
        ITaskStore store = Create(Time);
        _opened.Add(store);
        await store.OpenAsync(Stop);
        return store;
    }
}
