using System.Text;
using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>How bodies are encoded.</summary>
public abstract partial class HttpContract
{
    private const string Mark = "\uFEFF";

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_arguments()
    {
        string key = Guid.NewGuid().ToString("N");
        Answer marked = await Client.SubmitAsync("add", Mark + Add, "?wait=60", ("Idempotency-Key", key));
        Answer bare = await Client.SubmitAsync("add", Add, "", ("Idempotency-Key", key));

        Assert.Equal((Add, "3"), (marked.Raw("args"), marked.Raw("result")));
        Assert.Equal((marked.Id, "true"), (bare.Id, bare.Header("Idempotency-Replayed")));
    }

    [Fact]
    public async Task It_is_passed_over_on_every_route_that_takes_JSON()
    {
        string task = $$"""{"type":"add","args":{{Add}}}""";
        Answer envelope = await Client.PostAsync("/v1/tasks?wait=60", Mark + task);
        Answer array = await Client.PostAsync("/v1/tasks/batch", $"{Mark}[{task},{task}]");
        Answer lines = await Client.SendAsync(
            "POST", "/v1/tasks/batch", WebServer.Content($"{Mark}{task}\n{task}\n", "application/x-ndjson"));
        Answer alone = await Client.SendAsync(
            "POST", "/v1/tasks/batch", WebServer.Content($"{Mark}\n{task}", "application/x-ndjson; charset=utf8"));
        Answer flask = await Client.PostAsync("/task/new", Mark + """{"required_arg":"test"}""");

        Assert.Equal((200, Add), ((int)envelope.Status, envelope.Raw("args")));
        Assert.Equal((202, 2), ((int)array.Status, array.Json.GetProperty("ids").GetArrayLength()));
        Assert.Equal((202, 2), ((int)lines.Status, lines.Json.GetProperty("ids").GetArrayLength()));
        Assert.Equal((202, 1), ((int)alone.Status, alone.Json.GetProperty("ids").GetArrayLength()));
        Assert.Equal((200, """{"required_arg":"test"}"""), ((int)flask.Status, flask.Raw("args")));
        foreach (JsonElement id in lines.Json.GetProperty("ids").EnumerateArray())
        {
            Assert.Equal(Add, (await Client.DoneAsync(id.GetInt64())).Raw("args"));
        }
    }

    [Theory]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData(" \uFEFF{}")]
    [InlineData("{}\uFEFF")]
    [InlineData("\uFEFF")]
    public async Task But_only_one_and_only_at_the_start(string body)
    {
        (await Client.PostAsync("/v1/types/echo/tasks", body)).IsProblem(400, "malformed-request");
        (await Client.PostAsync("/v1/tasks", body)).IsProblem(400, "malformed-request");
        (await Client.PostAsync("/v1/tasks/batch", body)).IsProblem(400, "malformed-request");
        Assert.NotEmpty((await Client.PostAsync("/task/new", body)).String("message")!);
    }

    [Fact]
    public async Task A_later_line_of_a_batch_has_none()
    {
        string task = $$"""{"type":"add","args":{{Add}}}""";

        Answer answer = await Client.SendAsync(
            "POST", "/v1/tasks/batch", WebServer.Content($"{task}\n{Mark}{task}", "application/x-ndjson"));

        Assert.Contains("Task 1 ", answer.IsProblem(400, "malformed-request").String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_encodings_are_told_apart()
    {
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes(Add)];
            foreach (string path in new[] { "/v1/types/add/tasks", "/v1/tasks", "/v1/tasks/batch" })
            {
                Answer answer = await Client.SendAsync("POST", path, WebServer.Content(body, "application/json"));
                Assert.Contains("UTF-8", answer.IsProblem(400, "malformed-request").String("detail"), StringComparison.Ordinal);
            }

            Answer flask = await Client.SendAsync("POST", "/task/new", WebServer.Content(body, "application/json"));
            Assert.Equal(400, (int)flask.Status);
            Assert.Contains("UTF-8", flask.String("message"), StringComparison.Ordinal);
        }
    }
}
