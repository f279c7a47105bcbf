using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>What faults are done to.</summary>
internal sealed class Field(Fleet fleet, TestedStore store, HistoryWriter history) : IDisposable
{
    private readonly SemaphoreSlim _storeTurn = new(1);

    public Fleet Fleet => fleet;

    /// <summary>One trouble with the database at a time: each ends with a database that is well.</summary>
    public Task DisturbAsync(string what, Func<PostgresTestedStore, Task> disturb) =>
        DisturbAsync(what, () => disturb((PostgresTestedStore)store));

    public async Task DisturbAsync(string what, Func<Task> disturb)
    {
        await _storeTurn.WaitAsync();
        try
        {
            history.Append(new StoreDisturbed(what));
            await disturb();
        }
        finally
        {
            _storeTurn.Release();
        }
    }

    public void Dispose() => _storeTurn.Dispose();
}
