using Errand.Tests.Hosting;
using Errand.Tests.Storage;

namespace Errand.Tests.Handler;

/// <summary>Results around the limit that <c>MAX_RESULT_BYTES</c> sets.</summary>
public abstract class ResultLimitTests(StoreKind kind) : OnEveryStore(kind)
{
    /// <summary>Above what is kept in the row of an outcome.</summary>
    private const int Limit = 100_000;

    private int _made;

    [Theory]
    [InlineData(Limit)]
    [InlineData(4096)]
    public async Task A_result_of_the_limit_is_stored_and_one_byte_more_fails_the_task_for_good(int limit)
    {
        await using TestHost host = await StartAsync(Map, maxResultBytes: limit);

        // A JSON string has two quotes.
        TaskView fits = await host.DoneAsync(await host.SubmitAsync("text", new { length = limit - 2 })).Soon();
        TaskView tooLarge = await host.DoneAsync(await host.SubmitAsync("text", new { length = limit - 1 })).Soon();

        Assert.Equal(limit - 2, fits.Result!.Value.GetString()!.Length);
        IsTooLarge(tooLarge, limit);
    }

    [Fact]
    public async Task A_result_that_never_ends_fails_at_the_limit()
    {
        await using TestHost host = await StartAsync(Map, maxResultBytes: Limit);

        IsTooLarge(await host.DoneAsync(await host.SubmitAsync("endless")).Soon(), Limit);
        IsTooLarge(await host.DoneAsync(await host.SubmitAsync("endless-inside")).Soon(), Limit);

        // Both together: each number is at least two bytes.
        Assert.InRange(_made, 1, 2 * Limit);
    }

    private static void IsTooLarge(TaskView task, int limit)
    {
        Assert.Equal((OutcomeState.Failed, 1, TaskErrorKind.InvalidResult), (task.Outcome, task.Attempt, task.Error!.Kind));
        Assert.Equal(
            FormattableString.Invariant($"The result is larger than {limit:N0} bytes, the most that is stored (MAX_RESULT_BYTES)."),
            task.Error.Message);
        Assert.Null(task.Result);
    }

    private void Map(ErrandBuilder errand)
    {
        errand.MapTask("text", (int length) => new string('a', length));
        errand.MapTask("endless", Endless);
        errand.MapTask("endless-inside", () => new { Numbers = Endless() });
    }

    private IEnumerable<int> Endless()
    {
        while (true)
        {
            _made++;
            yield return 1;
        }
    }
}

public sealed class SqliteResultLimitTests() : ResultLimitTests(StoreKind.Sqlite);

public sealed class PostgresResultLimitTests() : ResultLimitTests(StoreKind.Postgres);
