namespace Errand.Storage.Postgres.Hints;

/// <summary>The server did not answer a statement in time, but may still do so.</summary>
/// <param name="statement">Ends with the answer.</param>
internal sealed class UnansweredException(Task statement) : TimeoutException("PostgreSQL did not answer a statement.")
{
    public Task Statement => statement;

    /// <summary>Waits for an answer up to a limit. The statement is not cancelled: a connection in the middle of one takes many seconds to
    /// close.</summary>
    /// <exception cref="UnansweredException">There was none.</exception>
    public static async Task<T> ThrowAfterAsync<T>(TimeSpan limit, Task<T> statement)
    {
        try
        {
            return await statement.WaitAsync(limit, CancellationToken.None);
        }
        catch (TimeoutException) when (!statement.IsCompleted)
        {
            throw new UnansweredException(statement);
        }
    }
}
