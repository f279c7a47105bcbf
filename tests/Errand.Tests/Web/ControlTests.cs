using Errand.Signals;

namespace Errand.Tests.Web;

/// <summary>What a process learns of the requests that it serves to change a task.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task A_retry_tells_the_handlers_of_this_process_where_there_is_work()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Failed(1) with { Queue = "slow" });
        var told = new List<TaskEvent>();
        server.Events.Happened += told.Add;

        Answer retried = await server.PostAsync("/v1/tasks/1/retry", null);
        (await server.PostAsync("/v1/tasks/1/retry", null)).IsProblem(409, "task-not-finished");

        Assert.Equal((202, "waiting"), ((int)retried.Status, retried.String("status")));
        Assert.Equal(new TaskEvent(TaskEventKind.Ready, new TaskId(1), "slow"), Assert.Single(told));
    }

    [Fact]
    public async Task A_deletion_tells_those_who_wait()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());
        server.Store.Put(TestTasks.Running(2));
        var told = new List<TaskEvent>();
        server.Events.Happened += told.Add;

        Answer deleted = await server.SendAsync("DELETE", "/v1/tasks/1", null);
        (await server.SendAsync("DELETE", "/v1/tasks/2", null)).IsProblem(409, "task-not-finished");
        (await server.SendAsync("DELETE", "/v1/tasks/3", null)).IsProblem(404, "unknown-task");

        Assert.Equal((204, 0), ((int)deleted.Status, deleted.Bytes.Length));
        Assert.Equal(new TaskEvent(TaskEventKind.Done, new TaskId(1)), Assert.Single(told));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_form_of_another_site_retries_nothing(string contentType)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Failed(1));

        (await server.SendAsync("POST", "/v1/tasks/1/retry", WebServer.Content("", contentType))).IsProblem(415, null);

        Assert.Equal("done", (await server.GetAsync("/v1/tasks/1")).String("status"));
    }
}
