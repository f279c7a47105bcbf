namespace Errand.Storage;

/// <summary>Where tasks live: the only access to state, and all that the roles of a process share.</summary>
/// <remarks>
/// <para>Safe to call from many threads and many processes at once. Every write is atomic. When it returns, it is durable; a claim and a
/// deletion may become so a moment later.</para>
/// <para>Instants come from the store's clock: nothing here compares the clocks of two machines.</para>
/// <para>Every method may throw a <see cref="StoreException"/>. No write has a cancellation token, because cancelling a commit leaves it in
/// doubt.</para>
/// </remarks>
internal interface ITaskStore
    : ISubmitStore, IRunStore, IMemberStore, IUpkeepStore, IReadStore, IWatchStore, IViewStore, IQueueStore, IStatStore,
    IKeyStore, IAsyncDisposable
{
    /// <summary>Opens the store, creates or migrates its schema. Called before anything else, and again after a
    /// <see cref="StoreUnavailableException"/>.</summary>
    /// <exception cref="StoreRefusedException">The store must not be used by this program.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
