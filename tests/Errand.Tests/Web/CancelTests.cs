using Errand.Signals;

namespace Errand.Tests.Web;

public sealed class CancelTests
{
    [Fact]
    public async Task A_waiting_task_is_cancelled_at_once()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));
        var told = new List<TaskEvent>();
        server.Events.Happened += told.Add;

        Answer first = await server.PostAsync("/v1/tasks/1/cancel", null);
        Answer again = await server.PostAsync("/v1/tasks/1/cancel", "{}");

        Assert.Equal(200, (int)first.Status);
        Assert.Equal("cancelled", first.String("outcome"));
        Assert.Equal(200, (int)again.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(TaskEventKind.Done, Assert.Single(told).Kind);
    }

    [Fact]
    public async Task A_running_task_is_told_to_stop()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Running(1));

        Answer answer = await server.PostAsync("/v1/tasks/1/cancel", null, ("Prefer", "return=minimal"));

        Assert.Equal(202, (int)answer.Status);
        Assert.Equal("""{"id":1,"status":"running"}""", answer.Text);
        Assert.Equal("cancelling", (await server.PostAsync("/v1/tasks/1/cancel", null)).String("reason"));
    }

    [Fact]
    public async Task A_done_task_stays_as_it_is()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());

        Answer answer = await server.PostAsync("/v1/tasks/1/cancel", null);

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("succeeded", answer.String("outcome"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_form_of_another_site_cancels_nothing(string contentType)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));

        (await server.SendAsync("POST", "/v1/tasks/1/cancel", WebServer.Content("", contentType))).IsProblem(415, null);
        (await server.GetAsync("/v1/tasks/1/cancel")).IsProblem(405, null);
        (await server.PostAsync("/v1/tasks/1/cancel?now=1", null)).IsProblem(400, "malformed-request");
        Assert.Equal("waiting", (await server.GetAsync("/v1/tasks/1")).String("status"));
    }
}
