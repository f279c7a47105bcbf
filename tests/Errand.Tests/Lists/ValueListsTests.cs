using Errand.Access;
using Errand.Lists;
using Errand.Storage.Views;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Types;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Lists;

/// <summary>How far a list of values goes.</summary>
public sealed class ValueListsTests
{
    private readonly ScanStore _store = new();
    private readonly FakeTimeProvider _time = new(Facts.Now);

    [Fact]
    public async Task It_stops_when_it_has_enough()
    {
        Fill(5000);
        SummaryValueList values = await ListAsync(100);
        Assert.Equal((100, 5000, 4901, null), (values.Items.Count, values.Items[0].Id, values.Items[^1].Id, values.SearchedTo));
        Assert.Equal(250, _store.Looked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(600)]
    public async Task It_stops_when_there_are_no_more(int tasks)
    {
        Fill(tasks);
        Assert.Equal((tasks, null), (await ListAsync(5000)) is var values ? (values.Items.Count, values.SearchedTo) : default);
    }

    [Fact]
    public async Task It_looks_at_no_more_tasks_than_one_request_may_and_says_how_far_it_came()
    {
        Fill(WalkBudget.MaxTasks + 10, task => task with { Type = "other" });
        _store.Add(5);
        _store.Add(WalkBudget.MaxTasks + 3);
        SummaryValueList values = await ListAsync(5000);
        Assert.Equal(
            (WalkBudget.MaxTasks + 3, Facts.Task.CreatedAt, WalkBudget.MaxTasks),
            (Assert.Single(values.Items).Id, values.SearchedTo, _store.Looked));
    }

    [Fact]
    public async Task It_stops_after_a_second_and_says_how_far_it_came()
    {
        Fill(5000);
        _store.AfterScan = () => _time.Advance(TimeSpan.FromSeconds(0.6));
        SummaryValueList values = await ListAsync(5000);
        Assert.InRange(values.Items.Count, 251, 2000);
        Assert.Equal(Facts.Task.CreatedAt, values.SearchedTo);
    }

    [Fact]
    public async Task It_goes_on_when_what_it_read_was_large()
    {
        Fill(100, task => task with { Bytes = 1 << 20 });
        SummaryValueList values = await ListAsync(5000, "args.d");
        Assert.Equal((100, null), (values.Items.Count, values.SearchedTo));
        Assert.All(values.Items, item => Assert.Equal("0.50", item.X?.GetRawText()));
    }

    [Fact]
    public async Task Tasks_that_are_not_done_have_expired_or_are_of_another_type_are_left_out()
    {
        _store.Add(1);
        _store.Add(2, task => task with { Status = TaskState.Waiting, Outcome = null });
        _store.Add(3, task => task with { Status = TaskState.Running, Outcome = null });
        _store.Add(4, task => task with { IsExpired = true });
        _store.Add(5, task => task with { Type = "other" });
        _store.Add(6, task => task with { Summary = default });
        Assert.Equal([(6, null), (1, "68.07")], (await ListAsync(5000)).Items.Select(item => (item.Id, item.Y?.GetRawText())));
    }

    private void Fill(int count, Func<TaskFacts, TaskFacts>? change = null)
    {
        for (int id = 1; id <= count; id++)
        {
            _store.Add(id, change);
        }
    }

    private async Task<SummaryValueList> ListAsync(int limit, string x = ValueRequest.CreatedAt)
    {
        var lists = new ValueLists(new TaskRegistry([FakeTypes.Define("fit")]), _store, _time);
        return (await lists.ListAsync(new ValueRequest("fit", x, "range", [], limit), Principal.System, Waiting.Stop))!;
    }
}
