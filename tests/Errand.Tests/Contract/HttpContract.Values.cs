using Errand.Tests.Web;

namespace Errand.Tests.Contract;

public abstract partial class HttpContract
{
    [Theory]
    [InlineData("extremes", """{"values":[3,1,2]}""", "[1,3]")]
    [InlineData("vector", """{"x":1,"y":2,"z":3}""", """{"x":1,"y":2,"z":3}""")]
    [InlineData("factorial", """{"n":30}""", "265252859812191058636308480000000")]
    [InlineData("figure", """{"radius":2}""", """{"radius":2,"name":"c"}""")]
    [InlineData("zeros", """{"n":2}""", "[[0,0],[0,0]]")]
    [InlineData("transpose", """{"m":[[1,2,3],[4,5,6]]}""", "[[1,4],[2,5],[3,6]]")]
    [InlineData("point", """{"p":{"x":1}}""", """{"x":1,"y":7}""")]
    [InlineData("days", """{"days":["Mon","Tue"]}""", """["Mon","Tue"]""")]
    [InlineData("days", """{"days":[]}""", "[]")]
    [InlineData("stream", """{"n":3}""", "[0,1,2]")]
    public async Task A_value_is_stored_whole(string type, string args, string result)
    {
        Answer task = await Client.SubmitAsync(type, args, "?wait=30&maxAttempts=1");

        Assert.Equal(("succeeded", result), (task.String("outcome"), task.Raw("result")));
        Assert.Equal(result, (await server.OtherProcess.GetAsync($"/v1/tasks/{task.Id}/result")).Text);
    }

    [Theory]
    [InlineData("point", """{"p":{"x":1,"n":9}}""", "unknown", "#/args/p/n")]
    [InlineData("point", """{"p":{}}""", "required", "#/args/p/x")]
    [InlineData("ranged", """{"n":9}""", "range", "#/args/n")]
    [InlineData("transpose", """{"m":[[1,2],[3]]}""", "length", "#/args/m/1")]
    [InlineData("days", """{"days":"Mon, Tue"}""", "type", "#/args/days")]
    public async Task A_value_of_another_shape_is_refused_at_its_place(string type, string args, string code, string pointer)
    {
        Answer refused = await Client.PostAsync($"/v1/types/{type}/tasks", args);

        Assert.Equal(422, (int)refused.Status);
        Assert.Contains($"\"pointer\":\"{pointer}\",\"code\":\"{code}\"", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_without_a_form_that_only_the_run_shows_is_an_invalid_result()
    {
        Answer task = await Client.SubmitAsync("stream-inside", "{}", "?wait=30");

        Assert.Equal(("failed", 1), (task.String("outcome"), task.Number("attempt")));
        Assert.Contains(
            "MemoryStream, which has no JSON form", task.Json.GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_that_nobody_announced_is_stored()
    {
        Answer task = await Client.SubmitAsync("nothing", "{}", "?wait=30");

        Assert.Equal(("succeeded", "null"), (task.String("outcome"), task.Raw("result")));
    }
}
