using Errand.Tests.Hosting;
using Errand.Tests.Storage;

namespace Errand.Tests.Submitting;

/// <summary>Many tasks that a caller in C# submits together, and what it learns when the store takes none.</summary>
public abstract class ManyTasksTests(StoreKind kind) : OnEveryStore(kind)
{
    [Fact]
    public async Task Many_tasks_are_stored_by_one_commit_and_answered_in_their_order()
    {
        await using TestHost host = await StartAsync(Map);
        NewTask[] tasks = [.. Enumerable.Range(0, 1000).Select(i => new NewTask("add", new { x = i, y = 2 }))];

        IReadOnlyList<TaskId> ids = await host.Tasks.SubmitAsync(tasks, Waiting.Stop);

        Assert.Equal(ids.Distinct().Order(), ids);
        Assert.Single(host.Store.Batches, batch => batch.Items.Count == 1000);
        Assert.Equal(2, (await host.Tasks.WaitAsync(ids[0], Waiting.Stop).Soon())!.Result!.Value.GetInt32());
        Assert.Equal(1001, (await host.Tasks.WaitAsync(ids[999], Waiting.Stop).Soon())!.Result!.Value.GetInt32());
    }

    [Fact]
    public async Task Each_of_many_tasks_has_its_own_options()
    {
        await using TestHost host = await StartAsync(Map);

        IReadOnlyList<TaskId> ids = await host.Tasks.SubmitAsync(
            [
                new NewTask("add", new { x = 1, y = 2 }, new SubmitOptions { Tags = ["a"], Delay = TimeSpan.FromHours(1) }),
                new NewTask("none"),
            ],
            Waiting.Stop);

        TaskView first = (await host.Tasks.FindAsync(ids[0], Waiting.Stop))!;
        Assert.Equal(("a", TaskReason.Scheduled), (Assert.Single(first.Tags), first.Reason));
        Assert.Equal("none", (await host.Tasks.WaitAsync(ids[1], Waiting.Stop).Soon())!.Type);
        Assert.Empty(await host.Tasks.SubmitAsync([], Waiting.Stop));
    }

    [Fact]
    public async Task If_one_of_many_tasks_is_wrong_none_is_stored_and_all_faults_are_said()
    {
        await using TestHost host = await StartAsync(Map);

        InvalidTaskException wrong = await Assert.ThrowsAsync<InvalidTaskException>(() => host.Tasks.SubmitAsync(
            [
                new NewTask("none"),
                new NewTask("add", new { x = "1", y = 2 }, new SubmitOptions { Priority = 101 }),
                new NewTask("none", null, new SubmitOptions { IdempotencyKey = "k" }),
            ],
            Waiting.Stop));
        InvalidTaskException unknown = await Assert.ThrowsAsync<InvalidTaskException>(
            () => host.Tasks.SubmitAsync([new NewTask("none"), new NewTask("ad")], Waiting.Stop));
        InvalidTaskException many = await Assert.ThrowsAsync<InvalidTaskException>(
            () => host.Tasks.SubmitAsync([.. Enumerable.Repeat(new NewTask("none"), 10_001)], Waiting.Stop));
        InvalidTaskException loud = await Assert.ThrowsAsync<InvalidTaskException>(
            () => host.Tasks.SubmitAsync([.. Enumerable.Repeat(new NewTask("add", new { x = 1 }), 100)], Waiting.Stop));

        Assert.Equal(
            ["#/1/args/x type", "#/1/priority range", "#/2/idempotencyKey unknown"],
            wrong.Faults.Select(fault => $"{fault.Pointer} {fault.Code}"));
        Assert.StartsWith("#/1: ", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("10001", many.Message, StringComparison.Ordinal);
        Assert.Equal(100, loud.Faults.Count);
        Assert.EndsWith("; and 90 more faults", loud.Message, StringComparison.Ordinal);
        Assert.Empty((await host.Tasks.ListAsync(null, Waiting.Stop)).Items);
    }

    [Fact]
    public async Task What_the_store_does_not_take_is_an_exception_that_says_what_is_stored()
    {
        Exception failure = new StoreFullException("full");
        await using TestHost host = await StartAsync(
            Map, before: method => method == "Submit" ? throw failure : Task.CompletedTask);
        NewTask[] tasks = [new("none"), new("none")];

        await Assert.ThrowsAsync<StoreFullException>(() => host.Tasks.SubmitAsync("none", null, null, Waiting.Stop));
        await Assert.ThrowsAsync<StoreFullException>(() => host.Tasks.SubmitAsync(tasks, Waiting.Stop));
        Assert.IsAssignableFrom<StoreException>(failure);
        Assert.InRange(new StoreUnavailableException("away").RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.InRange(new OverloadedException(TimeSpan.FromSeconds(4)).RetryAfter, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        Assert.InRange(new OverloadedException(TimeSpan.FromHours(1)).RetryAfter, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
    }

    private static void Map(ErrandBuilder errand)
    {
        errand.MapTask("add", (int x, int y) => x + y);
        errand.MapTask("none", () => 0);
    }
}

public sealed class SqliteManyTasksTests() : ManyTasksTests(StoreKind.Sqlite);

public sealed class PostgresManyTasksTests() : ManyTasksTests(StoreKind.Postgres);
