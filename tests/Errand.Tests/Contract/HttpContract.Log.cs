using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What a task's runs logged.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_log_has_the_lines_of_all_runs_in_order()
    {
        long id = await TalkAsync(3);
        Answer log = await server.OtherProcess.GetAsync($"/v1/tasks/{id}/logs");

        Assert.Equal((200, "application/json", "no-store"), ((int)log.Status, log.ContentType, log.Header("Cache-Control")));
        Assert.Equal(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"], Places(log));
        Assert.False(log.Json.TryGetProperty("next", out _));
        JsonElement second = log.Json.GetProperty("items")[1];
        Assert.Equal(["attempt", "line", "at", "level", "message"], second.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("warning", "line 2"), (second.GetProperty("level").GetString(), second.GetProperty("message").GetString()));
        Assert.Matches(InstantPattern(), second.GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("attempt=2", "2.1 2.2 2.3")]
    [InlineData("attempt=7", "")]
    [InlineData("level=warning", "1.2 2.2")]
    [InlineData("level=critical", "")]
    [InlineData("after=1.2", "1.3 2.1 2.2 2.3")]
    [InlineData("after=0.9", "1.1 1.2 1.3 2.1 2.2 2.3")]
    [InlineData("after=2.3", "")]
    [InlineData("after=1.2&attempt=1", "1.3")]
    [InlineData("after=1.2&attempt=2&level=warning", "2.2")]
    [InlineData("limit=2", "1.1 1.2")]
    [InlineData("limit=1000", "1.1 1.2 1.3 2.1 2.2 2.3")]
    public async Task A_log_is_read_in_part(string query, string places)
    {
        Answer log = await Client.GetAsync($"/v1/tasks/{await TalkAsync(3)}/logs?{query}");
        Assert.Equal(places, string.Join(' ', Places(log)));
    }

    [Fact]
    public async Task A_walk_through_a_log_finds_each_line_once()
    {
        long id = await TalkAsync(4);
        var seen = new List<string>();
        string? next = "0.0";
        while (next is not null)
        {
            Answer page = await Client.GetAsync($"/v1/tasks/{id}/logs?limit=3&after={next}");
            seen.AddRange(Places(page));
            next = page.Json.TryGetProperty("next", out JsonElement more) ? more.GetString() : null;
            Assert.True(next is null || next == seen[^1]);
        }

        Assert.Equal(["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"], seen);
    }

    [Fact]
    public async Task Each_level_has_its_word_and_finds_itself_and_what_is_worse()
    {
        string[] words = ["trace", "debug", "information", "warning", "error", "critical"];
        long id = (await Client.SubmitAsync("levels", "{}", "?wait=60")).Id;
        for (int i = 0; i < words.Length; i++)
        {
            Answer log = await Client.GetAsync($"/v1/tasks/{id}/logs?level={words[i]}");
            Assert.Equal(
                words[i..], log.Json.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("level").GetString()));
        }
    }

    [Theory]
    [InlineData(4000, 4000)]
    [InlineData(4001, 4000)]
    public async Task Of_a_line_4000_characters_are_kept(int length, int kept)
    {
        long id = (await Client.SubmitAsync("say", $$"""{"length":{{length}}}""", "?wait=60")).Id;
        string line = (await Client.GetAsync($"/v1/tasks/{id}/logs")).Json.GetProperty("items")[0].GetProperty("message").GetString()!;
        Assert.Equal(new string('é', kept), line[..kept]);
        Assert.InRange(line.Length, kept, kept + 1);
    }

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json;q=0.5, application/x-ndjson")]
    [InlineData("application/x-ndjson, */*")]
    public async Task A_whole_log_comes_as_lines_of_JSON(string accept)
    {
        long id = await TalkAsync(1100);
        Answer log = await Client.GetAsync($"/v1/tasks/{id}/logs?level=warning&limit=1", ("Accept", accept));

        Assert.Equal((200, "application/x-ndjson", "Accept"), ((int)log.Status, log.ContentType, log.Header("Vary")));
        string[] lines = log.Text.Split('\n');
        Assert.Equal("", lines[^1]);
        JsonElement[] entries = [.. lines[..^1].Select(line => JsonElement.Parse(line))];
        // Of each run every second one of a thousand, and the one that counts those that were dropped.
        Assert.Equal(1002, entries.Length);
        Assert.Equal("100 more lines were dropped: a run keeps 1000.", entries[500].GetProperty("message").GetString());
        Assert.Equal((2, 1001), (entries[^1].GetProperty("attempt").GetInt32(), entries[^1].GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData("application/json, application/x-ndjson")]
    [InlineData("*/*")]
    [InlineData("application/*")]
    public async Task Those_who_like_both_forms_of_a_log_get_JSON(string accept) => Assert.Equal(
        "application/json", (await Client.GetAsync($"/v1/tasks/{await TalkAsync(1)}/logs", ("Accept", accept))).ContentType);

    [Theory]
    [InlineData("attempt=0")]
    [InlineData("attempt=x")]
    [InlineData("level=loud")]
    [InlineData("level=Error")]
    [InlineData("after=1")]
    [InlineData("after=1.2.3")]
    [InlineData("after=-1.2")]
    [InlineData("after=99999999999.1")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=1&limit=2")]
    [InlineData("from=1")]
    public async Task A_log_that_is_asked_for_wrongly_is_refused(string query) =>
        (await Client.GetAsync($"/v1/tasks/{(await SubmitUnservedAsync()).Id}/logs?{query}")).IsProblem(400, "malformed-request");

    [Fact]
    public async Task A_task_that_has_not_run_has_an_empty_log_and_no_task_has_none()
    {
        long id = (await SubmitUnservedAsync()).Id;
        Assert.Equal("""{"items":[]}""", (await Client.GetAsync($"/v1/tasks/{id}/logs")).Text);
        Answer lines = await Client.GetAsync($"/v1/tasks/{id}/logs", ("Accept", "application/x-ndjson"));
        Assert.Equal((200, ""), ((int)lines.Status, lines.Text));
        (await Client.GetAsync("/v1/tasks/999999999/logs")).IsProblem(404, "unknown-task");
        (await Client.GetAsync("/v1/tasks/999999999/logs", ("Accept", "application/x-ndjson"))).IsProblem(404, "unknown-task");
        Answer head = await Client.SendAsync("HEAD", $"/v1/tasks/{id}/logs", null);
        Assert.Equal((200, 0), ((int)head.Status, head.Bytes.Length));
    }

    private static IEnumerable<string> Places(Answer log) => log.Json.GetProperty("items").EnumerateArray().Select(
        item => $"{item.GetProperty("attempt")}.{item.GetProperty("line")}");

    /// <summary>A task that has failed once and then succeeded, and logged so many lines each time.</summary>
    private async Task<long> TalkAsync(int lines)
    {
        long id = (await Client.SubmitAsync("talk", $$"""{"lines":{{lines}}}""")).Id;
        await Client.DoneAsync(id);
        return id;
    }
}
