using System.Text;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using Microsoft.Extensions.Logging;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    private const TaskFacets Everything =
        TaskFacets.Queue | TaskFacets.Progress | TaskFacets.Args | TaskFacets.Error | TaskFacets.Summary;

    [Fact]
    public async Task A_scan_of_each_place_finds_the_tasks_that_are_there_newest_first()
    {
        Dictionary<string, TaskId> tasks = await OneOfEachAsync();

        Assert.Equal(tasks.Values.OrderDescending(), await ScanAsync(ScanPlace.Anywhere));
        Assert.Equal(Named("late", "retry", "urgent", "paused", "ready"), await ScanAsync(ScanPlace.Waiting));
        Assert.Equal(Named("cancelling", "running"), await ScanAsync(ScanPlace.Running));
        Assert.Equal(Named("cancelled", "failed", "succeeded"), await ScanAsync(ScanPlace.Done));
        Assert.Equal(Named("failed"), await ScanAsync(ScanPlace.Failed));
        Assert.Equal(Named("cancelled"), await ScanAsync(ScanPlace.Cancelled));

        IEnumerable<TaskId> Named(params string[] names) => names.Select(name => tasks[name]).OrderDescending();
    }

    [Fact]
    public async Task A_scan_reads_what_a_view_shows()
    {
        foreach (TaskId id in (await OneOfEachAsync()).Values)
        {
            TaskRecord view = await Store.ViewAsync(id);
            TaskFacts facts = Assert.Single(
                (await Store.ScanAsync(new ScanRequest(ScanPlace.Anywhere, new TaskId(id.Value + 1), 1, Everything), Stop)).Tasks);

            Assert.Equal(
                (id, view.Type.Name, view.Queue, view.Priority, view.CreatedAt, false),
                (facts.Id, facts.Type, facts.Queue, facts.Priority, facts.CreatedAt, facts.IsExpired));
            Assert.Equal(view.Tags, facts.Tags);
            Assert.Equal(
                (view.Status, view.Outcome, view.Reason, view.Attempt, view.Handler, view.FinishedAt, view.Error?.Message),
                (facts.Status, facts.Outcome, facts.Reason, facts.Attempt, facts.Handler, facts.FinishedAt, facts.ErrorMessage));
            Assert.Equal((view.Args.Text(), view.Summary.Text()), (facts.Args.Text(), facts.Summary.Text()));
        }
    }

    [Theory]
    [InlineData(ScanPlace.Anywhere)]
    [InlineData(ScanPlace.Waiting)]
    [InlineData(ScanPlace.Running)]
    [InlineData(ScanPlace.Done)]
    public async Task Every_set_of_facets_can_be_read_in_every_place(object place)
    {
        await OneOfEachAsync();
        IReadOnlyList<TaskId> all = await ScanAsync((ScanPlace)place);
        for (TaskFacets facets = 0; facets <= Everything; facets++)
        {
            ScanAnswer found = await Store.ScanAsync(
                new ScanRequest((ScanPlace)place, new TaskId(long.MaxValue), 100, facets), Stop);

            Assert.True(found.IsAtEnd);
            Assert.Equal(all, found.Tasks.Select(task => task.Id));
            Assert.All(found.Tasks, task => Assert.Equal(facets.HasFlag(TaskFacets.Args), task.Args.Length > 0));
            Assert.All(found.Tasks, task => Assert.Equal(facets.HasFlag(TaskFacets.Queue), task.Queue.Length > 0));
        }
    }

    [Fact]
    public async Task A_scan_goes_on_before_any_id()
    {
        await OneOfEachAsync();
        foreach (ScanPlace place in Enum.GetValues<ScanPlace>().Where(place => place != ScanPlace.Owned))
        {
            IReadOnlyList<TaskId> all = await ScanAsync(place);
            for (int start = 0; start < all.Count; start++)
            {
                Assert.Equal(all.Skip(start + 1).Take(2), await ScanAsync(place, all[start], 2));
            }
        }
    }

    [Fact]
    public async Task A_scan_that_is_full_does_not_say_that_it_is_at_the_end()
    {
        await OneOfEachAsync();
        IReadOnlyList<TaskId> all = await ScanAsync(ScanPlace.Anywhere);

        Assert.False((await ReadAsync(all.Count - 1)).IsAtEnd);
        Assert.False((await ReadAsync(all.Count)).IsAtEnd);
        Assert.True((await ReadAsync(all.Count + 1)).IsAtEnd);
        ScanAnswer none = await Store.ScanAsync(new ScanRequest(ScanPlace.Anywhere, all[^1], 1, TaskFacets.None), Stop);
        Assert.Equal((0, true), (none.Tasks.Count, none.IsAtEnd));

        Task<ScanAnswer> ReadAsync(int limit) =>
            Store.ScanAsync(new ScanRequest(ScanPlace.Anywhere, new TaskId(long.MaxValue), limit, TaskFacets.None), Stop);
    }

    [Fact]
    public async Task A_scan_stops_when_it_has_read_much_and_goes_on_from_there()
    {
        IReadOnlyList<TaskId> all = await LargeTasksAsync(20);
        foreach ((TaskFacets facets, int most) in ((TaskFacets, int)[])
            [
                (TaskFacets.None, 20), (Everything & ~ScanRequest.Large, 20),
                (TaskFacets.Args, 16), (TaskFacets.Error, 16), (ScanRequest.Large, 8), (Everything, 8),
            ])
        {
            foreach (ScanPlace place in (ScanPlace[])[ScanPlace.Anywhere, ScanPlace.Done, ScanPlace.Failed])
            {
                var found = new List<ScanAnswer>();
                do
                {
                    TaskId before = found.Count == 0 ? new TaskId(long.MaxValue) : found[^1].Tasks[^1].Id;
                    found.Add(await Store.ScanAsync(new ScanRequest(place, before, 100, facets), Stop));
                }
                while (!found[^1].IsAtEnd);

                Assert.Equal(all.Reverse().Chunk(most), found.Select(answer => answer.Tasks.Select(task => task.Id)));
                Assert.All(found.SelectMany(answer => answer.Tasks), task => Assert.Equal(
                    (facets.HasFlag(TaskFacets.Args) ? LargeText : "", facets.HasFlag(TaskFacets.Error) ? LargeText : null),
                    (task.Args.Text(), task.ErrorMessage)));
            }
        }
    }

    [Fact]
    public async Task A_scan_reads_a_task_that_is_larger_than_all_that_it_may_read()
    {
        TaskId small = await Store.SubmitAsync(NewTask());
        TaskId large = await Store.SubmitAsync(NewTask($"\"{new string('x', ScanRequest.MaxBytes)}\""));
        ScanAnswer found = await Store.ScanAsync(
            new ScanRequest(ScanPlace.Waiting, new TaskId(long.MaxValue), 100, TaskFacets.Args), Stop);
        Assert.Equal((large, false), (Assert.Single(found.Tasks).Id, found.IsAtEnd));
        found = await Store.ScanAsync(new ScanRequest(ScanPlace.Waiting, large, 100, TaskFacets.Args), Stop);
        Assert.Equal((small, true), (Assert.Single(found.Tasks).Id, found.IsAtEnd));
    }

    [Fact]
    public async Task A_scan_says_which_tasks_have_expired()
    {
        TaskId expired = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        Time.Advance(TimeSpan.FromSeconds(1));
        TaskFacts facts = Assert.Single(
            (await Store.ScanAsync(new ScanRequest(ScanPlace.Anywhere, new TaskId(expired.Value + 1), 1, TaskFacets.None), Stop)).Tasks);
        Assert.True(facts.IsExpired);
        Assert.Empty(await Store.FindManyAsync([expired], 1024, Stop));
    }

    [Fact]
    public async Task Many_tasks_are_found_at_once_without_large_arguments_and_results()
    {
        string large = $$"""{"x":"{{new string('ü', 300)}}"}""";
        TaskId small = await Store.SubmitAsync(NewTask());
        TaskId big = await Store.SubmitAsync(NewTask(large));
        MemberId handler = await Store.StartHandlerAsync();
        foreach (TaskClaim claim in await Store.ClaimAsync(handler, 2))
        {
            await Store.FinishAsync(claim, Disposition.Succeeded, claim.Id == big ? large : "1");
        }

        IReadOnlyList<TaskRecord> tasks = await Store.FindManyAsync([small, new TaskId(big.Value + 100), big], 500, Stop);

        Assert.Equal([big, small], tasks.Select(task => task.Id));
        Assert.Equal((0, Encoding.UTF8.GetByteCount(large)), (tasks[0].Args.Length, tasks[0].ArgsBytes));
        Assert.Equal((null, Encoding.UTF8.GetByteCount(large)), (tasks[0].Result, tasks[0].ResultBytes));
        Assert.Equal(("{}", null, "1"), (tasks[1].Args.Text(), tasks[1].ArgsBytes, tasks[1].Result!.Value.Text()));
    }

    [Fact]
    public async Task The_stamp_of_a_task_changes_with_whatever_a_follower_is_told()
    {
        TaskId other = await Store.SubmitAsync(NewTask(queue: "unserved"));
        string stampOfOther = await StampAsync(other);
        MemberId handler = await Store.StartHandlerAsync();
        TaskId id = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromSeconds(1)));
        var stamps = new List<string> { await StampAsync(id) };

        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.PromoteAsync(10);
        await ChangedAsync();
        await PauseAsync("q", true);
        await ChangedAsync();
        await PauseAsync("q", false);
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        await ChangedAsync();
        await Store.ReportAsync([new ReportRequest(claim.Key(), 0.5, null, [])]);
        await ChangedAsync();
        await Store.ReportAsync([new ReportRequest(claim.Key(), null, "half", [])]);
        await ChangedAsync();
        await Store.ReportAsync([new ReportRequest(claim.Key(), null, null, [new TaskLogLine(1, 1, Now, LogLevel.Information, "x")])]);
        await ChangedAsync();
        await Store.FinishAsync(claim, Disposition.Retry);
        await ChangedAsync();
        await Store.CancelAsync(id);
        await ChangedAsync();
        await Store.RetryAsync(id);
        await ChangedAsync();

        Assert.Equal(stampOfOther, await StampAsync(other));
        Assert.Empty(await Store.FindStampsAsync([new TaskId(id.Value + 1000)], Stop));

        async Task ChangedAsync()
        {
            string stamp = await StampAsync(id);
            Assert.DoesNotContain(stamp, stamps);
            Assert.Equal(stamp, await StampAsync(id));
            stamps.Add(stamp);
        }
    }

    /// <summary>1 MiB of JSON.</summary>
    private static string LargeText { get; } = $"\"{new string('x', (1 << 20) - 2)}\"";

    /// <summary>Tasks that failed, with large arguments and a large error.</summary>
    private async Task<IReadOnlyList<TaskId>> LargeTasksAsync(int count)
    {
        var tasks = new List<TaskId>();
        MemberId handler = await Store.StartHandlerAsync();
        for (int i = 0; i < count; i++)
        {
            tasks.Add(await Store.SubmitAsync(NewTask(LargeText)));
            TaskClaim claim = await Store.ClaimOneAsync(handler);
            await Store.FinishAsync(claim, Disposition.Failed, error: new RunError(TaskErrorKind.Permanent, LargeText));
        }

        return tasks;
    }

    private async Task<string> StampAsync(TaskId id) => (await Store.FindStampsAsync([id], Stop))[id];

    private async Task<IReadOnlyList<TaskId>> ScanAsync(ScanPlace place, TaskId? before = null, int limit = 100) =>
    [
        .. (await Store.ScanAsync(new ScanRequest(place, before ?? new TaskId(long.MaxValue), limit, TaskFacets.None), Stop))
            .Tasks.Select(task => task.Id),
    ];

    /// <summary>A task in each state, by a word for it. Their ids and their places are in different orders.</summary>
    private async Task<Dictionary<string, TaskId>> OneOfEachAsync()
    {
        var tasks = new Dictionary<string, TaskId>();
        foreach (string name in new[] { "late", "running", "succeeded", "ready", "failed", "cancelling", "retry", "urgent", "cancelled", "paused" })
        {
            Submission task = NewTask(
                queue: name is "ready" or "urgent" ? "unserved" : name == "paused" ? "paused" : "q", priority: name == "urgent" ? 5 : 0,
                delay: name == "late" ? TimeSpan.FromMinutes(1) : null);
            tasks[name] = await Store.SubmitAsync(task with { Tags = [name, "all"] });
        }

        await PauseAsync("paused", true);
        MemberId handler = await Store.StartHandlerAsync(10);
        var claims = (await Store.ClaimAsync(handler, 10)).ToDictionary(claim => claim.Id);
        await Store.FinishAsync(claims[tasks["succeeded"]], Disposition.Succeeded, summary: """{"n":1}""");
        await Store.FinishAsync(claims[tasks["failed"]], Disposition.Failed);
        await Store.FinishAsync(claims[tasks["retry"]], Disposition.Retry, delay: TimeSpan.FromMinutes(1));
        await Store.CancelAsync(tasks["cancelling"]);
        await Store.CancelAsync(tasks["cancelled"]);
        await Store.FinishAsync(claims[tasks["cancelled"]], Disposition.Failed);
        return tasks;
    }
}
