using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Completions for searches.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task Types_queues_and_arguments_are_suggested_from_what_is_known()
    {
        await SubmitUnservedAsync();
        await Client.SubmitAsync("add", Add, "?queue=served-late&delay=3600");

        Assert.Equal("add", await SuggestAsync("field=type&prefix=ad"));
        Assert.StartsWith("add calendar cyclic", await SuggestAsync("field=type"), StringComparison.Ordinal);
        Assert.Equal("unserved", await SuggestAsync("field=queue&prefix=unse"));
        Assert.Equal("served-late", await SuggestAsync("field=queue&prefix=served-l"));
        Assert.Equal("x y", await SuggestAsync("field=args&type=add"));
        Assert.Equal("lines", await SuggestAsync("field=args&type=talk"));
        Assert.Equal("", await SuggestAsync("field=args&type=nothing"));
        Assert.Contains("required_arg", await SuggestAsync("field=args&prefix=req"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_suggested_from_the_newest_tasks_the_most_frequent_first()
    {
        string tag = NewTag();
        foreach (string value in new[] { "0.001", "\"1\"", "\"Ada, the 1st\"", "\"plain\"", "true", "\"plain\"", "[1]", "{\"a\":1}" })
        {
            await Client.SubmitAsync("echo", $$$"""{"{{{tag}}}":{"v":{{{value}}}}}""", $"?tag={tag}&queue=unserved");
        }

        Assert.Equal("plain \"1\" \"Ada, the 1st\" 0.001 true", await SuggestAsync($"field=args.{tag}/v&type=echo"));
        Assert.Equal("plain \"1\"", await SuggestAsync($"field=args.{tag}/v&limit=2"));
        Assert.Equal("\"Ada, the 1st\"", await SuggestAsync($"field=args.{tag}/v&prefix=%22A"));
        Assert.Equal("", await SuggestAsync($"field=args.{tag}/v&type=add"));
        Assert.Equal(tag, await SuggestAsync($"field=tag&prefix={tag}"));
        Assert.Equal("", await SuggestAsync($"field=tag&prefix={tag}&type=add"));
        // Each is a search that finds the task.
        foreach (string value in (await SuggestAsync($"field=args.{tag}/v")).Replace(", the 1st", "_", StringComparison.Ordinal).Split(' '))
        {
            string text = value.Replace("_", ", the 1st", StringComparison.Ordinal);
            Assert.NotEmpty(Ids(await Client.GetAsync($"/v1/tasks?q={Uri.EscapeDataString($"args.{tag}/v:{text}")}")));
        }

        long id = (await Client.SubmitAsync("add", Add)).Id;
        string handler = (await Client.DoneAsync(id)).String("handler")!;
        Assert.Equal(handler, await SuggestAsync($"field=handler&prefix={handler[..8]}"));
    }

    [Fact]
    public async Task What_no_name_begins_with_is_suggested_nothing_for()
    {
        foreach (string field in new[] { "type", "queue", "tag", "handler", "args", "args.x" })
        {
            foreach (string prefix in new[] { "%00", "%F0%9F%98%80", "%25", "_", "'", "%ff", "%ED%A0%80" })
            {
                Assert.Equal("", await SuggestAsync($"field={field}&prefix={prefix}"));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("field=colour")]
    [InlineData("field=args.")]
    [InlineData("field=type&limit=0")]
    [InlineData("field=type&limit=101")]
    [InlineData("field=type&q=x")]
    public async Task A_suggestion_that_is_asked_for_wrongly_is_refused(string query) =>
        (await Client.GetAsync($"/v1/suggest?{query}")).IsProblem(400, "malformed-request");

    private async Task<string> SuggestAsync(string query)
    {
        Answer answer = await Client.GetAsync($"/v1/suggest?{query}");
        Assert.Equal(200, (int)answer.Status);
        return string.Join(' ', answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetString()));
    }
}
