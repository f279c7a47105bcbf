using System.Text;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

public abstract partial class HttpContract
{
    [Fact]
    public async Task A_view_shows_what_the_task_is_and_has_a_tag_that_changes_with_it()
    {
        Answer submitted = await SubmitUnservedAsync();
        Answer viewed = await Client.GetAsync($"/v1/tasks/{submitted.Id}");
        string tag = viewed.Header("ETag")!;

        Answer same = await server.OtherProcess.GetAsync($"/v1/tasks/{submitted.Id}", ("If-None-Match", tag));
        await Client.PostAsync($"/v1/tasks/{submitted.Id}/cancel", null);
        Answer changed = await Client.GetAsync($"/v1/tasks/{submitted.Id}", ("If-None-Match", tag));

        Assert.Equal(submitted.Text, viewed.Text);
        Assert.Equal((304, tag, 0), ((int)same.Status, same.Header("ETag"), same.Bytes.Length));
        Assert.Equal(200, (int)changed.Status);
        Assert.NotEqual(tag, changed.Header("ETag"));
    }

    [Fact]
    public async Task A_view_that_waits_is_answered_when_the_task_is_done_in_whichever_process()
    {
        Gate gate = server.NewGate();
        long id = await StartAsync(gate);
        Task<Answer>[] waiting = [Client.GetAsync($"/v1/tasks/{id}?wait=60"), server.OtherProcess.GetAsync(
            $"/v1/tasks/{id}", ("Prefer", "wait=60"))];

        Answer inVain = await Client.GetAsync($"/v1/tasks/{id}?wait=0.05");
        gate.Open();

        Assert.Equal(("running", "wait=0.05"), (inVain.String("status"), inVain.Header("Preference-Applied")));
        Assert.All(await Task.WhenAll(waiting), answer =>
            Assert.Equal(("done", "wait=60"), (answer.String("status"), answer.Header("Preference-Applied"))));
    }

    [Fact]
    public async Task A_result_stands_in_the_task_and_bare_at_its_own_address()
    {
        const string Args = """{"b":1,"a":[1.50,null,"é😀"]}""";
        Answer done = await Client.SubmitAsync("echo", Args, "?wait=60");

        Answer result = await server.OtherProcess.GetAsync($"/v1/tasks/{done.Id}/result");

        Assert.Equal((200, "application/json"), ((int)result.Status, result.ContentType));
        Assert.Equal(done.Raw("result"), result.Text);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(System.Text.Json.JsonElement.Parse(Args), result.Json));
    }

    [Theory]
    [InlineData(32_767, true)]
    [InlineData(32_768, false)]
    [InlineData(1_600_001, false)]
    public async Task A_result_over_64_KiB_is_left_out_and_streamed_whole(int length, bool inline)
    {
        Answer done = await Client.SubmitAsync("text", $$"""{"length":{{length}}}""", "?wait=60");
        Answer result = await Client.GetAsync($"/v1/tasks/{done.Id}/result");
        Answer head = await Client.SendAsync("HEAD", $"/v1/tasks/{done.Id}/result", null);

        byte[] expected = Encoding.UTF8.GetBytes($"\"{new string('é', length)}\"");
        Assert.Equal(expected, result.Bytes);
        Assert.Equal(((int)result.Status, result.Header("Content-Length")), ((int)head.Status, head.Header("Content-Length")));
        Assert.Equal(inline, done.Json.TryGetProperty("result", out _));
        if (!inline)
        {
            Assert.Equal($"/v1/tasks/{done.Id}/result", done.String("resultUrl"));
            Assert.Equal(expected.Length, done.Number("resultBytes"));
        }
    }

    [Fact]
    public async Task A_result_that_is_not_there_yet_is_to_be_asked_for_again()
    {
        Gate gate = server.NewGate();
        long[] ids = [(await SubmitUnservedAsync()).Id, (await SubmitUnservedAsync("&delay=60")).Id, await StartAsync(gate)];

        Answer[] answers = await Task.WhenAll(ids.Select(id => Client.GetAsync($"/v1/tasks/{id}/result")));
        gate.Open();

        Assert.All(answers, answer => Assert.Equal("1", answer.IsProblem(404, "result-not-ready").Header("Retry-After")));
    }

    [Fact]
    public async Task A_task_that_did_not_succeed_answers_its_failure_for_a_result()
    {
        long failed = (await Client.SubmitAsync("permanent", "{}", "?wait=60")).Id;
        long cancelled = (await SubmitUnservedAsync()).Id;
        await Client.PostAsync($"/v1/tasks/{cancelled}/cancel", null);

        Answer failure = (await Client.GetAsync($"/v1/tasks/{failed}/result")).IsProblem(422, "task-not-succeeded");
        Answer cancel = (await Client.GetAsync($"/v1/tasks/{cancelled}/result")).IsProblem(422, "task-not-succeeded");

        Assert.Equal("of no use", failure.String("detail"));
        Assert.Equal("cancelled", cancel.String("outcome"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&delay=600")]
    public async Task A_waiting_task_is_cancelled_at_once(string query)
    {
        long id = (await SubmitUnservedAsync(query)).Id;

        Answer first = await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        Answer again = await server.OtherProcess.PostAsync($"/v1/tasks/{id}/cancel", "{}");

        Assert.Equal((200, "done", "cancelled"), ((int)first.Status, first.String("status"), first.String("outcome")));
        IsNull(first, "reason", "error", "startedAt", "runAt", "handler", "result");
        Assert.Equal((200, first.Text), ((int)again.Status, again.Text));
    }

    [Fact]
    public async Task A_running_task_is_told_to_stop_from_whichever_process()
    {
        Gate gate = server.NewGate();
        long id = await StartAsync(gate);

        Answer answer = await server.OtherProcess.PostAsync($"/v1/tasks/{id}/cancel", null);
        Answer done = await Client.DoneAsync(id);

        Assert.Contains((int)answer.Status, (int[])[200, 202]);
        Assert.Equal((int)answer.Status == 202 ? "cancelling" : null, answer.String("reason"));
        Assert.Equal(("cancelled", 1), (done.String("outcome"), done.Number("attempt")));
        Assert.NotEmpty(done.String("handler")!);
        Assert.Equal(["1 ready cancelled"], await AttemptsAsync(id));
    }

    [Fact]
    public async Task A_function_that_ignores_a_cancel_winds_down_and_succeeds()
    {
        Gate gate = server.NewGate();
        long id = (await Client.SubmitAsync("stubborn", gate.Args)).Id;
        await gate.Started;

        foreach (ContractClient process in (ContractClient[])[Client, server.OtherProcess])
        {
            Answer told = await process.PostAsync($"/v1/tasks/{id}/cancel", null);
            Assert.Equal((202, "running", "cancelling"), ((int)told.Status, told.String("status"), told.String("reason")));
        }

        gate.Open();
        Assert.Equal("succeeded", (await Client.DoneAsync(id)).String("outcome"));
        Assert.Equal(["1 ready succeeded"], await AttemptsAsync(id));
    }

    [Fact]
    public async Task Cancelling_what_is_done_changes_nothing()
    {
        Answer done = await Client.SubmitAsync("add", Add, "?wait=60");

        Answer cancelled = await Client.PostAsync($"/v1/tasks/{done.Id}/cancel", null);

        Assert.Equal(200, (int)cancelled.Status);
        Assert.Equal((await Client.GetAsync($"/v1/tasks/{done.Id}")).Text, cancelled.Text);
        Assert.Equal("succeeded", cancelled.String("outcome"));
    }
}
