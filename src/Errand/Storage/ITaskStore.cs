namespace Errand.Storage;

/// <summary>Where tasks live: the only way to state, and all that the roles of a process share.</summary>
/// <remarks>
/// <para>Safe to call from many threads and many processes at once. A returned write is durable. Every write is atomic: all of it or
/// nothing.</para>
/// <para>Instants are the store's own: nothing here compares the clocks of two machines.</para>
/// <para>Every method may throw a <see cref="StoreException"/>. No write takes a cancellation token: a write that was sent is waited for,
/// since cancelling a commit leaves it in doubt.</para>
/// </remarks>
internal interface ITaskStore
    : ISubmitStore, IRunStore, IMemberStore, IUpkeepStore, IReadStore, IWatchStore, IViewStore, IAsyncDisposable
{
    /// <summary>Opens the store, creates or migrates its schema. Called before anything else, and again after a
    /// <see cref="StoreUnavailableException"/>.</summary>
    /// <exception cref="StoreRefusedException">The store must not be used by this program.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
