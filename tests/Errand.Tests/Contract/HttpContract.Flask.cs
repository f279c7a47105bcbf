using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>The routes of flask-tasks.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_task_lives_on_the_old_routes_as_it_did_with_flask_tasks()
    {
        const string Args = """{"required_arg":"test", "extra":[1]}""";
        Answer created = await Client.PostAsync("/task/new", Args);
        await Client.DoneAsync(created.Id);

        Answer done = await server.OtherProcess.GetAsync($"/task/{created.Id}/view");

        Assert.Equal((200, "waiting", "test", Args),
            ((int)created.Status, created.String("status"), created.String("required_arg"), created.Raw("args")));
        IsNull(created, "result");
        Assert.Equal(created.Number("created") + (7 * 24 * 3600), created.Number("expire"));
        Assert.Equal(("done", """{"message":"test"}""", Args), (done.String("status"), done.Raw("result"), done.Raw("args")));
        Assert.Equal((created.Number("created"), created.Number("expire")), (done.Number("created"), done.Number("expire")));
        Assert.False(done.Json.TryGetProperty("error", out _));
        Assert.False(done.Json.TryGetProperty("extra", out _));
    }

    [Fact]
    public async Task A_task_that_did_not_succeed_is_done_with_an_error_on_the_old_routes()
    {
        long failed = (await Client.SubmitAsync("permanent", "{}", "?wait=60")).Id;
        long cancelled = (await SubmitUnservedAsync()).Id;
        await Client.PostAsync($"/v1/tasks/{cancelled}/cancel", null);

        Answer failure = await Client.GetAsync($"/task/{failed}/view");
        Answer cancel = await Client.GetAsync($"/task/{cancelled}/view");

        Assert.Equal(("done", "of no use"), (failure.String("status"), failure.String("error")));
        Assert.Equal(("done", "The task was cancelled."), (cancel.String("status"), cancel.String("error")));
        IsNull(failure, "result");
    }

    [Fact]
    public async Task A_large_result_is_not_cut_on_the_old_routes()
    {
        long id = (await Client.SubmitAsync("text", """{"length":900000}""", "?wait=60")).Id;

        Assert.Equal(900_000, (await Client.GetAsync($"/task/{id}/view")).String("result")!.Length);
    }

    [Theory]
    [InlineData("{}", """{"message":{"required_arg":"You need to inform required_arg"}}""")]
    [InlineData("""{"required_arg":42}""", """{"message":{"required_arg":"required_arg must be a string; got 42"}}""")]
    public async Task A_wrong_argument_is_named_on_the_old_routes(string body, string expected)
    {
        Answer answer = await Client.PostAsync("/task/new", body);

        Assert.Equal((400, expected), ((int)answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    public async Task A_body_that_is_no_object_has_a_message_on_the_old_routes(string body)
    {
        Answer answer = await Client.PostAsync("/task/new", body);

        Assert.Equal(400, (int)answer.Status);
        Assert.NotEmpty(answer.String("message")!);
    }

    [Fact]
    public async Task An_unknown_task_is_not_registered_on_the_old_routes()
    {
        Answer answer = await Client.GetAsync("/task/999999999/view");

        Assert.Equal((404, """{"message":"task id 999999999 is not registered"}"""), ((int)answer.Status, answer.Text));
    }
}
