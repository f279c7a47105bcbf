using Errand.Access;
using Errand.Lists;
using Errand.Storage.Views;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Lists;

/// <summary>How far a list goes for a page.</summary>
public sealed class TaskListsTests
{
    private readonly ScanStore _store = new();
    private readonly FakeTimeProvider _time = new(Facts.Now);

    private TaskLists Lists => new(_store, _time);

    [Fact]
    public async Task A_page_of_all_tasks_looks_at_one_more_than_it_has()
    {
        Fill(500);
        ListAnswer page = await ListAsync("", 50);
        Assert.Equal((50, 500, 451, 51), (page.Tasks.Count, page.Tasks[0].Id.Value, page.Tasks[^1].Id.Value, _store.Looked));
        Assert.NotNull(page.Next);
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(51, 50)]
    [InlineData(1, 1)]
    public async Task The_last_page_has_no_next(int limit, int tasks)
    {
        Fill(tasks);
        Assert.Equal((null, null), (await ListAsync("", limit)) is var page ? (page.Next, page.SearchedTo) : default);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_stops_at_its_bound_and_goes_on_from_there()
    {
        Fill(WalkBudget.MaxTasks + 10);
        _store.Add(5, task => task with { Type = "rare" });
        ListAnswer first = await ListAsync("type:rare", 50);

        Assert.Equal((0, WalkBudget.MaxTasks), (first.Tasks.Count, _store.Looked));
        Assert.Equal(Facts.Task.CreatedAt, first.SearchedTo);
        ListAnswer second = await ListAsync("type:rare", 50, first.Next);
        Assert.Equal((5, null, null), (Assert.Single(second.Tasks).Id.Value, second.Next, second.SearchedTo));
        Assert.Equal(WalkBudget.MaxTasks + 10, _store.Looked);
    }

    [Fact]
    public async Task A_search_stops_after_a_second()
    {
        Fill(5000);
        _store.AfterScan = () => _time.Advance(TimeSpan.FromSeconds(0.6));
        ListAnswer page = await ListAsync("type:other", 50);
        Assert.InRange(_store.Looked, 251, 2000);
        Assert.NotNull(page.Next);
        Assert.NotNull(page.SearchedTo);
    }

    [Fact]
    public async Task A_search_goes_on_when_what_it_read_was_large()
    {
        Fill(100, task => task with { Bytes = 1 << 20 });
        foreach (long id in new long[] { 3, 50, 95 })
        {
            _store.Add(id, task => task with { Bytes = 1 << 20, Args = Facts.Json("""{"x":"rare"}""") });
        }

        ListAnswer page = await ListAsync("args.x:rare", 50);
        Assert.Equal([95, 50, 3], page.Tasks.Select(task => task.Id.Value));
        Assert.Equal((null, null, 100), (page.Next, page.SearchedTo, _store.Looked));
        Assert.Equal([95, 50, 3], await WalkAsync("args.x:rare", 1));
        ListAnswer counted = (await Lists.ListAsync(new ListRequest(Facts.Search("args.x:rare"), 1, null, IsCounted: true), Principal.System, Waiting.Stop))!;
        Assert.Equal(new TaskCount(3, Exact: true), counted.Count);
    }

    [Fact]
    public async Task A_read_asks_for_few_tasks_while_they_are_large()
    {
        Fill(1000);
        for (int id = 951; id <= 1000; id++)
        {
            _store.Add(id, task => task with { Bytes = 1 << 20 });
        }

        await ListAsync("type:other", 50);
        // 16 at a time, until the last two come with 30 small ones.
        Assert.Equal([250, 32, 32, 32, 64, 128, 256, 512], _store.Asked);
    }

    [Fact]
    public async Task A_search_for_an_id_looks_at_nothing_else()
    {
        Fill(500);
        Assert.Equal(17, Assert.Single((await ListAsync("id:17", 50)).Tasks).Id.Value);
        Assert.Equal(17, _store.Looked);
        Assert.Equal([9, 8], (await ListAsync("id:>7 id:<10", 50)).Tasks.Select(task => task.Id.Value));
        Assert.Null((await ListAsync("id:>490", 50)).Next);
    }

    [Fact]
    public async Task Tasks_that_have_expired_are_looked_at_and_not_listed()
    {
        Fill(10);
        for (long id = 4; id <= 7; id++)
        {
            _store.Add(id, task => task with { IsExpired = true });
        }

        Assert.Equal([10, 9, 8, 3, 2, 1], (await ListAsync("", 50)).Tasks.Select(task => task.Id.Value));
        Assert.Equal([10, 9, 8, 3], (await WalkAsync("", 4)).Take(4));
        Assert.Equal(6, (await WalkAsync("", 4)).Count);
    }

    [Fact]
    public async Task A_task_that_was_deleted_or_moved_before_it_was_read_is_left_out()
    {
        Fill(5);
        _store.AfterScan = () =>
        {
            _store.Tasks.Remove(2);
            _store.Add(4, task => task with { Outcome = OutcomeState.Succeeded });
        };
        Assert.Equal([5, 3, 1], (await ListAsync("outcome:failed", 50)).Tasks.Select(task => task.Id.Value));
    }

    [Fact]
    public async Task A_task_whose_summary_is_gone_before_it_was_read_is_left_out()
    {
        Fill(3);
        _store.AfterScan = () => _store.Add(2, task => task with { Summary = default });
        Assert.Equal([3, 1], (await ListAsync("summary.range:68.07", 50)).Tasks.Select(task => task.Id.Value));
    }

    [Fact]
    public async Task A_walk_is_complete_whatever_happens_to_other_tasks()
    {
        Fill(1000);
        int changes = 0;
        _store.AfterScan = () =>
        {
            changes++;
            _store.Add(1000 + changes);
            _store.Tasks.Remove(changes * 2);
        };
        IReadOnlyList<long> seen = await WalkAsync("", 7);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(seen.OrderDescending(), seen);
        Assert.Empty(Enumerable.Range(1, 1000).Select(id => (long)id).Where(_store.Tasks.ContainsKey).Except(seen));
    }

    [Theory]
    [InlineData("", 20_000, 10_000, false)]
    [InlineData("", 10_000, 10_000, true)]
    [InlineData("", 10_001, 10_000, false)]
    [InlineData("type:fit", 300, 300, true)]
    [InlineData("type:other", 300, 0, true)]
    public async Task A_count_goes_to_ten_thousand(string search, int tasks, int value, bool isExact)
    {
        Fill(tasks);
        ListAnswer page = (await Lists.ListAsync(
            new ListRequest(Facts.Search(search), 10, null, IsCounted: true), Principal.System, Waiting.Stop))!;
        Assert.Equal(new TaskCount(value, isExact), page.Count);
    }

    [Fact]
    public async Task A_count_keeps_to_the_bound_of_its_request()
    {
        Fill(WalkBudget.MaxTasks + 10);
        ListAnswer page = (await Lists.ListAsync(new ListRequest(Facts.Search("id:1,100005"), 10, null, IsCounted: true), Principal.System, Waiting.Stop))!;
        Assert.Equal((WalkBudget.MaxTasks, new TaskCount(0, false)), (_store.Looked, page.Count));
    }

    private void Fill(int tasks, Func<TaskFacts, TaskFacts>? change = null)
    {
        for (long id = 1; id <= tasks; id++)
        {
            _store.Add(id, change);
        }
    }

    private async Task<ListAnswer> ListAsync(string search, int limit, string? cursor = null)
    {
        ListAnswer? page = await Lists.ListAsync(
            new ListRequest(Facts.Search(search), limit, cursor, IsCounted: false), Principal.System, Waiting.Stop);
        Assert.NotNull(page);
        return page;
    }

    private async Task<IReadOnlyList<long>> WalkAsync(string search, int limit)
    {
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            ListAnswer page = await ListAsync(search, limit, cursor);
            seen.AddRange(page.Tasks.Select(task => task.Id.Value));
            cursor = page.Next;
        }
        while (cursor is not null);
        return seen;
    }
}
