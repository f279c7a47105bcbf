using Errand.Tests.Web;

namespace Errand.Tests.Contract;

public abstract partial class HttpContract
{
    [Theory]
    [InlineData("/ping", """{"status":"online"}""")]
    [InlineData("/health/live", """{"status":"live"}""")]
    public async Task A_server_says_that_it_is_there(string path, string expected)
    {
        foreach (ContractClient process in (ContractClient[])[Client, server.OtherProcess])
        {
            Answer answer = await process.GetAsync(path);
            Assert.Equal((200, expected), ((int)answer.Status, answer.Text));
        }
    }

    [Fact]
    public void A_server_whose_store_answers_is_ready() =>
        Assert.Equal((200, "ready"), ((int)server.ReadyAtStart.Status, server.ReadyAtStart.String("status")));

    [Fact]
    public async Task The_task_types_are_listed_with_their_schemas()
    {
        Answer list = await Client.GetAsync("/v1/types");
        Answer one = await Client.GetAsync("/v1/types/add");

        Assert.Equal(
            ["quickstart", "add", "echo", "instant", "text", "hold", "fail", "permanent", "sleep", "cyclic"],
            list.Json.GetProperty("items").EnumerateArray().Select(type => type.GetProperty("name").GetString()!).Take(10));
        Assert.Contains(one.Text, list.Text, StringComparison.Ordinal);
        Assert.Equal(
            ("default", 0, 3, 604800), (one.String("queue"), one.Number("priority"), one.Number("maxAttempts"), one.Number("ttl")));
        Assert.Equal("object", one.Json.GetProperty("args").GetProperty("type").GetString());
    }
}
