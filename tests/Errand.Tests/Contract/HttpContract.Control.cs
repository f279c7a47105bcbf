using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What can be done with a task that is done.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_deleted_task_is_gone_in_every_process_and_its_key_is_free()
    {
        (string, string)[] key = [("Idempotency-Key", Guid.NewGuid().ToString())];
        long id = (await Client.PostAsync("/v1/types/talk/tasks?wait=60", """{"lines":1}""", key)).Id;

        Answer deleted = await server.OtherProcess.SendAsync("DELETE", $"/v1/tasks/{id}", null);

        Assert.Equal((204, 0, null), ((int)deleted.Status, deleted.Bytes.Length, deleted.ContentType));
        foreach (string path in (string[])["", "/result", "/logs", "/attempts"])
        {
            (await Client.GetAsync($"/v1/tasks/{id}{path}")).IsProblem(404, "unknown-task");
        }

        (await Client.GetAsync($"/v1/tasks/{id}?wait=60")).IsProblem(404, "unknown-task");
        (await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null)).IsProblem(404, "unknown-task");
        (await Client.PostAsync($"/v1/tasks/{id}/cancel", null)).IsProblem(404, "unknown-task");
        Answer again = await Client.PostAsync("/v1/types/talk/tasks", """{"lines":1}""", key);
        Assert.Equal(202, (int)again.Status);
        Assert.NotEqual(id, again.Id);
    }

    [Fact]
    public async Task A_task_is_not_deleted_before_it_is_done()
    {
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);
        long waiting = (await SubmitUnservedAsync()).Id;

        (await Client.SendAsync("DELETE", $"/v1/tasks/{running}", null)).IsProblem(409, "task-not-finished");
        (await Client.SendAsync("DELETE", $"/v1/tasks/{waiting}", null)).IsProblem(409, "task-not-finished");

        gate.Open();
        await Client.DoneAsync(running);
        Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{running}", null)).Status);
        Assert.Equal("waiting", (await Client.GetAsync($"/v1/tasks/{waiting}")).String("status"));
        (await Client.SendAsync("DELETE", $"/v1/tasks/{running}?force=1", null)).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_large_result_is_deleted_too()
    {
        long id = (await Client.SubmitAsync("text", """{"length":200000}""", "?wait=60")).Id;

        Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null)).Status);

        (await server.OtherProcess.GetAsync($"/v1/tasks/{id}/result")).IsProblem(404, "unknown-task");
    }
}
