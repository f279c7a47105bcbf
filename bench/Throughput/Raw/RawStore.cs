namespace Throughput;

/// <summary>The limit of the bare database: tasks of the same size in one table, in batches, without a server around it.</summary>
/// <remarks>Durable like the store that it is compared with. No queue, no lease, no expiry, no idempotency.</remarks>
internal abstract class RawStore : IAsyncDisposable
{
    protected const int Batch = 1000;

    protected const string Args = """{"number":12345,"text":"as long as the arguments are"}""";

    public abstract Task InsertAsync(int count);

    public abstract Task ClaimAsync(int count);

    public abstract Task CompleteAsync(int count);

    /// <summary>One task through the three stages, each a statement and a commit of its own.</summary>
    public abstract Task PassOneAsync();

    public abstract ValueTask DisposeAsync();
}
