using Errand.Storage.Messages;
using Errand.Storage.Views;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Summaries of results.</summary>
public abstract partial class TaskStoreConformance
{
    private const string Short = """{"range":68.070,"note":"\u00e9é😀"}""";

    /// <summary>As large as there can be.</summary>
    private static readonly string Longest = $$"""{"a":"{{new string('é', 508)}}"}""";

    [Fact]
    public async Task A_summary_is_stored_with_its_result_as_it_was_given()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        Assert.Equal("", (await Store.ViewAsync(id)).Summary.Text());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.FinishAsync(claim, Disposition.Succeeded, "{ \"r\": 3.10 }", summary: Short);
        Assert.Equal(FinishVerdict.Already, (await Store.FinishAsync(claim, Disposition.Succeeded, summary: Longest)).Verdict);

        Assert.Equal(("{ \"r\": 3.10 }", Short), (await Store.ViewAsync(id)) is var task ? (task.Result!.Value.Text(), task.Summary.Text()) : default);
        Assert.Equal(Short, Assert.Single(await Store.FindManyAsync([id], 1, Stop)).Summary.Text());
        Assert.Equal(Short, Assert.Single((await Store.ScanAsync(Newest(1), Stop)).Tasks).Summary.Text());
    }

    [Fact]
    public async Task A_summary_is_stored_with_a_large_result()
    {
        foreach (string summary in new[] { Short, "", Longest })
        {
            TaskId id = await Store.SubmitAsync(NewTask());
            TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
            BlobId blob = await Store.StoreResultAsync(ResultOf(70_000));
            FinishRequest finish = End(claim, Disposition.Succeeded) with { Blob = blob, Summary = Facts(summary) };
            Assert.Equal(FinishVerdict.Applied, Assert.Single(await Store.FinishAsync([finish])).Verdict);

            Assert.Equal((70_000L, summary), (await Store.ViewAsync(id)) is var task ? (task.ResultBytes, task.Summary.Text()) : default);
        }
    }

    [Fact]
    public async Task Each_task_of_many_that_end_at_once_has_its_own_summary()
    {
        string[] summaries = ["", Short, Longest, "", "", """{"n":1}""", Short, "", """{"é":2}""", Longest, ""];
        foreach (string _ in summaries)
        {
            await Store.SubmitAsync(NewTask());
        }

        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(summaries.Length), summaries.Length);
        // Backwards, and some end otherwise: each keeps what is its own.
        await Store.FinishAsync(
        [
            .. claims.Zip(summaries).Select((run, i) => i % 5 == 4
                ? End(run.First, Disposition.Failed)
                : End(run.First, Disposition.Succeeded, $"\"é{i}\"") with { Summary = Facts(run.Second) }).Reverse(),
        ]);

        IReadOnlyList<TaskFacts> tasks = (await Store.ScanAsync(Newest(100), Stop)).Tasks;
        Assert.Equal(summaries.Select((summary, i) => i % 5 == 4 ? "" : summary), tasks.Reverse().Select(task => task.Summary.Text()));
        Assert.Equal("\"é10\"", (await Store.ViewAsync(tasks[0].Id)).Result!.Value.Text());
    }

    private static ReadOnlyMemory<byte> Facts(string json) => Tests.Lists.Facts.Json(json);

    private static ScanRequest Newest(int limit) =>
        new(ScanPlace.Done, new TaskId(long.MaxValue), limit, TaskFacets.Progress | TaskFacets.Summary);
}
