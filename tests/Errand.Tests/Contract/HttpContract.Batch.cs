using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

public abstract partial class HttpContract
{
    private const string Batch = "/v1/tasks/batch";
    private const string Ndjson = "application/x-ndjson";

    [Theory]
    [InlineData(
        "application/json",
        """ [{"type":"add","args":{"x":1,"y":2}} , {"args":{"text":"é\n"},"type":"echo","priority":7,"tags":["a"]}] """)]
    [InlineData(Ndjson, "{\"type\":\"add\",\"args\":{\"x\":1,\"y\":2}}\r\n\n  {\"args\":{\"text\":\"é\\n\"},\"type\":\"echo\",\"priority\":7,\"tags\":[\"a\"]}")]
    [InlineData("application/x-ndjson; charset=utf-8", "{\"type\":\"add\",\"args\":{\"x\":1,\"y\":2}}\n{\"args\":{\"text\":\"é\\n\"},\"type\":\"echo\",\"priority\":7,\"tags\":[\"a\"]}\n")]
    public async Task A_batch_is_answered_with_an_id_for_each_task_in_order(string type, string body)
    {
        Answer answer = await SendBatchAsync(type, body);

        Assert.Equal(202, (int)answer.Status);
        long[] ids = IdsOf(answer);
        Assert.Equal(2, ids.Length);
        Assert.Equal(3, (await Client.DoneAsync(ids[0])).Number("result"));
        Answer second = await Client.DoneAsync(ids[1]);
        Assert.Equal(
            ("echo", 7, """["a"]""", """{"text":"é\n"}"""),
            (second.String("type"), second.Number("priority"), second.Raw("tags"), second.Raw("args")));
    }

    [Fact]
    public async Task Ten_thousand_tasks_are_one_batch_and_one_more_is_too_many()
    {
        string line = $$"""{"type":"add","args":{},"queue":"{{ContractServer.UnservedQueue}}"}""".Replace(
            "{}", Add, StringComparison.Ordinal) + "\n";

        long[] ids = IdsOf(await SendBatchAsync(Ndjson, string.Concat(Enumerable.Repeat(line, 10_000))));
        Answer refused = await SendBatchAsync(Ndjson, string.Concat(Enumerable.Repeat(line, 10_001)));

        Assert.Equal(10_000, ids.Distinct().Count());
        Assert.Equal(ids.Order(), ids);
        Assert.Equal("waiting", (await server.OtherProcess.GetAsync($"/v1/tasks/{ids[^1]}")).String("status"));
        Assert.Equal(["# length"], refused.IsProblem(422, "invalid-options").Faults());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_batch_is_told_at_once_and_none_of_it_is_stored()
    {
        long before = (await SubmitUnservedAsync()).Id;

        Answer answer = await Client.PostAsync(Batch, """
            [{"type":"add","args":{"x":1,"y":2}}, {"type":"add","args":{"x":"1","y":2}}, {"type":"add","priority":101,"args":{"x":1,"y":2}}, {"args":{}}, 7,
             {"type":"add","args":{"x":1,"y":2},"idempotencyKey":"k"}]
            """);

        Assert.Equal(
            ["#/1/args/x type", "#/2/priority range", "#/3/type required", "#/4 type", "#/5/idempotencyKey unknown"],
            answer.IsProblem(422, "invalid-args").Faults());
        Assert.Equal(404, (int)(await Client.GetAsync($"/v1/tasks/{before + 1}")).Status);
    }

    [Theory]
    [InlineData(400, "malformed-request", "application/json", """[{"type":"add","args":{"x":1,"y":2}}""")]
    [InlineData(400, "malformed-request", "application/json", """[{"type":"add","args":{"x":1,"y":2}}] 1""")]
    [InlineData(400, "malformed-request", "application/json", """{"type":"add","args":{"x":1,"y":2}}""")]
    [InlineData(400, "malformed-request", "application/json", "")]
    [InlineData(400, "malformed-request", "application/json", """[{"type":"add","type":"add","args":{}}]""")]
    [InlineData(400, "malformed-request", Ndjson, "{\"type\":\"add\",\"args\":{\"x\":1,\"y\":2}}\n{\"type\":")]
    [InlineData(404, "unknown-type", "application/json", """[{"type":"ad","args":{}}]""")]
    [InlineData(415, null, "text/plain", "[]")]
    [InlineData(422, "invalid-options", "application/json", "[]")]
    [InlineData(422, "invalid-options", Ndjson, "\n \n")]
    public async Task A_bad_batch_is_refused(int status, string? slug, string type, string body)
    {
        Answer answer = await SendBatchAsync(type, body);

        answer.IsProblem(status, slug);
    }

    [Fact]
    public async Task A_batch_takes_neither_a_query_nor_an_idempotency_key()
    {
        const string Body = """[{"type":"add","args":{"x":1,"y":2}}]""";
        Assert.Equal(400, (int)(await Client.PostAsync($"{Batch}?wait=1", Body)).Status);
        Assert.Equal(400, (int)(await Client.PostAsync(Batch, Body, ("Idempotency-Key", "k"))).Status);
        Assert.Equal(405, (int)(await Client.SendAsync("PUT", Batch, null)).Status);
    }

    private Task<Answer> SendBatchAsync(string type, string body) => Client.SendAsync(
        "POST", Batch, new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } });

    private static long[] IdsOf(Answer answer) =>
        [.. answer.Raw("ids").Trim('[', ']').Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
}
