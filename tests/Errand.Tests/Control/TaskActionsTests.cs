using Errand.Access;
using Errand.Control;
using Errand.Lists;
using Errand.Signals;
using Errand.Tests.Hosting;
using Errand.Tests.Lists;
using Errand.Tests.Web;
using Errand.Types;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Control;

/// <summary>How much one action does, and what callers in C# get.</summary>
public sealed class TaskActionsTests
{
    private readonly ScanStore _tasks = new();
    private readonly FakeTimeProvider _time = new(Facts.Now);

    [Fact]
    public async Task An_action_looks_at_as_many_tasks_as_a_list_does_and_goes_on_from_there()
    {
        for (int id = 1; id <= WalkBudget.MaxTasks + 10; id++)
        {
            _tasks.Add(id);
        }

        _tasks.Add(5, task => task with { Type = "rare" });

        TaskActionAnswer first = (await RunAsync(RequestOf("type:rare"), Waiting.Stop))!;
        Assert.Equal((0, 0, WalkBudget.MaxTasks), (first.Changed, first.Unchanged, _tasks.Looked));
        TaskActionAnswer second = (await RunAsync(RequestOf("type:rare", first.Next), Waiting.Stop))!;

        Assert.Equal((0, 1, null), (second.Changed, second.Unchanged, second.Next));
    }

    [Fact]
    public async Task An_action_stops_after_a_second_with_what_it_has_done()
    {
        for (int id = 1; id <= 900; id++)
        {
            _tasks.Add(id);
        }

        _tasks.AfterScan = () => _time.Advance(TimeSpan.FromSeconds(0.6));

        TaskActionAnswer answer = (await RunAsync(RequestOf("type:fit"), Waiting.Stop))!;

        Assert.InRange(answer.Unchanged, 251, 899);
        Assert.NotNull(answer.Next);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task Tasks_are_counted_to_ten_thousand(int tasks, bool isExact)
    {
        for (int id = 1; id <= tasks; id++)
        {
            _tasks.Add(id);
        }

        Assert.Equal(new TaskActionCount(10_000, isExact), await Actions().CountAsync(RequestOf("type:fit"), Principal.System, Waiting.Stop));
    }

    [Fact]
    public async Task An_action_that_is_stopped_leaves_the_rest_as_it_is()
    {
        using var stop = new CancellationTokenSource();
        _tasks.Add(1);
        _tasks.AfterScan = stop.Cancel;

        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(RequestOf("type:fit"), stop.Token));
    }

    [Fact]
    public async Task Callers_in_CSharp_act_and_count_by_id_and_by_search()
    {
        await using ErrandApp app = await StartAsync();
        var ids = new TaskId[3];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        }

        var search = new TaskActionRequest
        {
            Action = TaskAction.Cancel,
            Search = "type:fail",
            Before = TimeProvider.System.GetUtcNow().AddMinutes(1),
        };
        var delete = new TaskActionRequest { Action = TaskAction.Delete, Ids = [ids[0], ids[1], new TaskId(99)] };

        Assert.Equal(new TaskActionCount(3, true), await app.Tasks.CountAsync(search, Waiting.Stop));
        Assert.Equal(new TaskActionCount(2, true), await app.Tasks.CountAsync(delete, Waiting.Stop));
        Assert.Equal(Answer(3, 0), await app.Tasks.ActAsync(search, Waiting.Stop));
        Assert.Equal(Answer(0, 3), await app.Tasks.ActAsync(search, Waiting.Stop));
        Assert.Equal(Answer(2, 1), await app.Tasks.ActAsync(delete, Waiting.Stop));
        Assert.Equal(OutcomeState.Cancelled, (await app.Tasks.FindAsync(ids[2], Waiting.Stop))!.Outcome);
    }

    [Fact]
    public async Task A_wrong_request_of_a_caller_in_CSharp_says_what_is_wrong()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        InvalidSearchException search = await Assert.ThrowsAsync<InvalidSearchException>(() => app.Tasks.CountAsync(
            new TaskActionRequest { Action = TaskAction.Cancel, Search = "outcome:good", Before = now }, Waiting.Stop));
        Assert.Equal("#/q", Assert.Single(search.Faults).Pointer);
        foreach (TaskActionRequest wrong in (TaskActionRequest[])
        [
            new() { Action = TaskAction.Cancel },
            new() { Action = (TaskAction)7, Ids = [id], Keep = new TaskKeep(null, null) },
            new() { Action = TaskAction.Keep, Ids = [id] },
            new() { Action = TaskAction.Keep, Ids = [id], Keep = new TaskKeep(now.AddDays(-1), null) },
            new() { Action = TaskAction.Cancel, Search = "", Before = now, Cursor = "x" },
        ])
        {
            await Assert.ThrowsAsync<ArgumentException>("request", () => app.Tasks.ActAsync(wrong, Waiting.Stop));
        }

        TaskView task = (await app.Tasks.FindAsync(id, Waiting.Stop))!;
        Assert.Equal((TaskState.Waiting, null), (task.Status, task.Kept));
    }

    private static TaskActionAnswer Answer(int changed, int unchanged) => new() { Changed = changed, Unchanged = unchanged, Refused = 0 };

    private static ActionRequest RequestOf(string search, string? cursor = null)
    {
        List<Fault> faults = [];
        var terms = new ActionTerms { Action = TaskAction.Cancel, Search = search, Before = Facts.Now, Cursor = cursor };
        ActionRequest? request = ActionRules.Create(terms, faults);
        Assert.Empty(faults);
        return request!;
    }

    /// <summary>The tasks are found, and when they are to be cancelled they are gone.</summary>
    private Task<TaskActionAnswer?> RunAsync(ActionRequest request, CancellationToken cancellationToken) =>
        Actions().RunAsync(request, Actor.System, cancellationToken);

    private TaskActions Actions() => new(
        new TaskControl(new FakeTaskStore(_time), new TaskEvents(NullLogger<TaskEvents>.Instance), new AuditLog(NullLogger.Instance)),
        new TaskAccess(new FakeTaskStore(_time), new TaskRegistry([])), _tasks, _time);

    private static async Task<ErrandApp> StartAsync()
    {
        var app = ErrandApp.CreateInMemory();
        app.MapTask("fail", void () => throw new InvalidOperationException("boom"));
        await app.StartAsync(Waiting.Stop);
        return app;
    }
}
