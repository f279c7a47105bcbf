using System.Globalization;
using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What is done with many tasks at once.</summary>
public abstract partial class HttpContract
{
    private const string Actions = "/v1/tasks/actions";

    [Fact]
    public async Task Each_action_changes_those_of_its_tasks_that_it_can()
    {
        string tag = NewTag();
        IReadOnlyList<long> waiting = await SubmitTaggedAsync(tag, 3);
        long done = (await Client.SubmitAsync("add", Add, "?wait=60")).Id;
        long failed = (await Client.SubmitAsync("permanent", "{}", "?wait=60")).Id;
        string all = string.Join(',', waiting.Concat([done, failed, 999_999_999, done]));

        Answer cancelled = await ActAsync($$"""{"action":"cancel","ids":[{{all}}]}""");
        Answer retried = await ActAsync($$"""{"action":"retry","ids":[{{all}}],"q":null,"cursor":null,"dryRun":false}""");
        await Client.UntilAsync(failed, task => task.Number("attempt") == 2 && task.String("status") == "done");
        Answer kept = await ActAsync($$"""{"action":"keep","ids":[{{all}}],"keep":{"until":null,"note":"good"} }""");
        Answer deleted = await ActAsync($$"""{"action":"delete","ids":[{{all}}]}""");

        IsTally(cancelled, changed: 3, unchanged: 3);
        IsTally(retried, changed: 4, unchanged: 2);
        IsTally(kept, changed: 5, unchanged: 1);
        IsTally(deleted, changed: 2, unchanged: 4);
        Assert.All(await Task.WhenAll(waiting.Select(id => Client.GetAsync($"/v1/tasks/{id}"))), task =>
        {
            Assert.Equal(("waiting", 1), (task.String("status"), task.Number("attempt")));
            Assert.Equal("""{"until":null,"note":"good"}""", task.Raw("kept"));
        });
        (await server.OtherProcess.GetAsync($"/v1/tasks/{done}")).IsProblem(404, "unknown-task");
        (await server.OtherProcess.GetAsync($"/v1/tasks/{failed}")).IsProblem(404, "unknown-task");
    }

    [Fact]
    public async Task A_search_is_walked_by_cursor_through_more_tasks_than_one_call_changes()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 1100);
        DateTimeOffset before = await AfterAsync(ids[^1]);
        string call = $$"""{"action":"cancel","q":"tag:{{tag}} status:waiting","before":"{{Text(before)}}" """;
        Answer counted = await ActAsync($"{call},\"dryRun\":true}}");
        IReadOnlyList<long> later = await SubmitTaggedAsync(tag, 5);

        List<Answer> answers = await WalkAsync(call);

        // A slow machine stops after a second, with less.
        Assert.InRange(counted.Number("matched"), counted.Json.GetProperty("exact").GetBoolean() ? 1100 : 1, 1100);
        Assert.All(answers, answer => Assert.InRange(answer.Number("changed"), 0, 1000));
        Assert.Equal((1100, 0), Sum(answers));
        Assert.Equal(1100, (await AllAsync($"tag={tag}&outcome=cancelled")).Count);
        Assert.Equal(later.OrderDescending(), await AllAsync($"tag={tag}&status=waiting"));
        Assert.Equal((1100, 0), await DeleteAllAsync(tag, before));
    }

    [Fact]
    public async Task Tasks_that_change_during_a_walk_are_changed_once_or_left_as_they_are()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 1050);
        DateTimeOffset before = await AfterAsync(ids[^1]);
        string call = $$"""{"action":"cancel","q":"tag:{{tag}}","before":"{{Text(before)}}" """;

        List<Answer> answers = await WalkAsync(call, async () =>
        {
            // The walk has seen the newest: of the rest some are cancelled by others, and some of those are gone.
            string some = string.Join(',', ids.Take(40));
            IsTally(await ActAsync($$"""{"action":"cancel","ids":[{{some}}]}"""), changed: 40, unchanged: 0);
            IsTally(await ActAsync($$"""{"action":"delete","ids":[{{string.Join(',', ids.Take(10))}}]}"""), changed: 10, unchanged: 0);
            IsTally(await ActAsync($$"""{"action":"retry","ids":[{{ids[^1]}}]}"""), changed: 1, unchanged: 0);
        });

        Assert.Equal((1010, 30), Sum(answers));
        Assert.Equal([ids[^1]], await AllAsync($"tag={tag}&status=waiting"));
        Assert.Equal((1039, 1), await DeleteAllAsync(tag, before));
    }

    [Fact]
    public async Task Handlers_and_waiting_clients_of_every_process_learn_of_an_action()
    {
        string tag = NewTag();
        long running = (await Client.SubmitAsync("sleep", "{}", $"?tag={tag}&maxAttempts=1")).Id;
        await Client.UntilAsync(running, task => task.String("status") == "running");
        long waiting = (await SubmitUnservedAsync($"&tag={tag}")).Id;
        long failed = (await Client.SubmitAsync("permanent", "{}", $"?tag={tag}&wait=60")).Id;
        Task<Answer>[] waits = [.. new[] { running, waiting }.Select(id => server.OtherProcess.GetAsync($"/v1/tasks/{id}?wait=60"))];
        string before = Text(await AfterAsync(failed));

        IsTally(await ActAsync($$"""{"action":"cancel","q":"tag:{{tag}}","before":"{{before}}"}"""), changed: 2, unchanged: 1);
        Assert.All(await Task.WhenAll(waits), task => Assert.Equal("cancelled", task.String("outcome")));
        IsTally(
            await ActAsync($$"""{"action":"retry","q":"tag:{{tag}} outcome:failed","before":"{{before}}"}""", server.OtherProcess),
            changed: 1, unchanged: 0);
        await Client.UntilAsync(failed, task => task.Number("attempt") == 2 && task.String("status") == "done");
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_counts_tasks_that_are_there()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 3);
        string before = Text(await AfterAsync(ids[^1]));

        Answer byIds = await ActAsync($$"""{"action":"delete","ids":[{{string.Join(',', ids)}},999999999],"dryRun":true}""");
        Answer bySearch = await ActAsync($$"""{"action":"retry","q":"tag:{{tag}}","before":"{{before}}","dryRun":true}""");
        Answer earlier = await ActAsync($$"""{"action":"retry","q":"tag:{{tag}}","before":"2020-01-01T00:00:00Z","dryRun":true}""");

        Assert.Equal("""{"matched":3,"exact":true}""", byIds.Text);
        Assert.Equal("""{"matched":3,"exact":true}""", bySearch.Text);
        Assert.Equal("""{"matched":0,"exact":true}""", earlier.Text);
        Assert.Equal(3, (await AllAsync($"tag={tag}&status=waiting")).Count);
    }

    [Theory]
    [InlineData("[]", "# type")]
    [InlineData("{}", "#/action required, #/ids required")]
    [InlineData("""{"action":"stop","ids":[1]}""", "#/action enum")]
    [InlineData("""{"action":null,"ids":[1]}""", "#/action type")]
    [InlineData("""{"action":"cancel"}""", "#/ids required")]
    [InlineData("""{"action":"cancel","ids":[]}""", "#/ids length")]
    [InlineData("""{"action":"cancel","ids":7}""", "#/ids type")]
    [InlineData("""{"action":"cancel","ids":[1,"2",0,9007199254740992,1.5]}""", "#/ids/1 type, #/ids/2 range, #/ids/3 range, #/ids/4 type")]
    [InlineData("""{"action":"cancel","ids":[1],"q":"","before":"2026-11-29T10:52:00Z"}""", "#/q unknown")]
    [InlineData("""{"action":"cancel","ids":[1],"before":"2026-11-29T10:52:00Z","cursor":"x"}""", "#/before unknown, #/cursor unknown")]
    [InlineData("""{"action":"cancel","q":"tag:a"}""", "#/before required")]
    [InlineData("""{"action":"cancel","q":7,"before":"yesterday","dryRun":1}""", "#/before pattern, #/dryRun type, #/q type")]
    [InlineData("""{"action":"cancel","q":"","before":7}""", "#/before type")]
    [InlineData("""{"action":"keep","ids":[1]}""", "#/keep required")]
    [InlineData("""{"action":"keep","ids":[1],"keep":[]}""", "#/keep type")]
    [InlineData("""{"action":"keep","ids":[1],"keep":{"note":7,"by":"me"}}""", "#/keep/by unknown, #/keep/note type, #/keep/until required")]
    [InlineData("""{"action":"keep","ids":[1],"keep":{"until":"9999-12-31T00:00:00Z"}}""", "#/keep/until range")]
    [InlineData("""{"action":"delete","ids":[1],"keep":{"until":null}}""", "#/keep unknown")]
    [InlineData("""{"action":"cancel","q":"","before":"2026-11-29T10:52:00Z","cursor":"x"}""", "#/cursor pattern")]
    [InlineData("""{"action":"cancel","q":"","before":"2026-11-29T10:52:00Z","cursor":7}""", "#/cursor type")]
    [InlineData("""{"verb":"cancel","ids":[1],"a/b":2}""", "#/action required, #/a~1b unknown, #/verb unknown")]
    public async Task What_is_wrong_with_an_action_is_said_at_once(string body, string faults) =>
        Assert.Equal(faults, string.Join(", ", (await ActAsync(body)).IsProblem(422, "invalid-options").Faults()));

    [Fact]
    public async Task A_search_that_cannot_be_read_is_refused_with_all_else_that_is_wrong() =>
        Assert.Equal(
            ["#/keep required", "#/q search", "#/q search"],
            (await ActAsync("""{"action":"keep","q":"colour:red outcome:good","before":"2026-11-29T10:52:00Z"}"""))
                .IsProblem(422, "invalid-search").Faults());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"action":"cancel","action":"retry","ids":[1]}""")]
    public async Task An_action_that_is_no_JSON_is_malformed(string body) =>
        (await ActAsync(body)).IsProblem(400, "malformed-request");

    [Fact]
    public async Task One_action_names_a_thousand_tasks_at_most()
    {
        string ids = string.Join(',', Enumerable.Range(900_000_000, 1000));

        IsTally(await ActAsync($$"""{"action":"cancel","ids":[{{ids}}]}"""), changed: 0, unchanged: 1000);
        Answer refused = (await ActAsync($$"""{"action":"cancel","ids":[{{ids}},1]}""")).IsProblem(422, "invalid-options");

        Assert.Equal(["#/ids length"], refused.Faults());
    }

    [Fact]
    public async Task A_cursor_of_another_search_is_refused()
    {
        string tag = NewTag();
        IReadOnlyList<long> ids = await SubmitTaggedAsync(tag, 1001);
        string before = Text(await AfterAsync(ids[^1]));
        string keep = """ "keep":{"until":null}""";
        string call = $$"""{"action":"keep","q":"tag:{{tag}}","before":"{{before}}",{{keep}}""";
        Answer first = await ActAsync($"{call}}}");
        string next = first.String("next")!;
        foreach (string search in (string[])[$"tag:{tag} type:add", ""])
        {
            Answer refused = await ActAsync(
                $$"""{"action":"keep","q":"{{search}}","before":"{{before}}","cursor":"{{next}}",{{keep}}}""");
            Assert.Equal(["#/cursor pattern"], refused.IsProblem(422, "invalid-options").Faults());
        }

        Assert.Equal((1001, 0), Sum([first, .. await WalkAsync(call, next: next)]));
        Assert.Equal((1001, 0), Sum(await WalkAsync($$"""{"action":"cancel","q":"tag:{{tag}}","before":"{{before}}" """)));
        Assert.Equal((1001, 0), Sum(await WalkAsync($$"""{"action":"delete","q":"tag:{{tag}}","before":"{{before}}" """)));
    }

    [Fact]
    public async Task Tasks_are_not_kept_until_yesterday()
    {
        long id = (await SubmitUnservedAsync()).Id;

        Answer refused = await ActAsync($$"""{"action":"keep","ids":[{{id}}],"keep":{"until":"2020-01-01T00:00:00Z"} }""");

        Assert.Equal(["#/keep/until range"], refused.IsProblem(422, "invalid-options").Faults());
        Assert.Equal(JsonValueKind.Null, KindOf(await Client.GetAsync($"/v1/tasks/{id}"), "kept"));
    }

    private Task<Answer> ActAsync(string body, ContractClient? client = null) => (client ?? Client).PostAsync(Actions, body);

    /// <summary>Calls an action until no task is left, at each process in turn.</summary>
    /// <param name="call">Its body, without the end.</param>
    /// <param name="afterTheFirst">What happens after the first call.</param>
    /// <param name="next">Where it begins.</param>
    private async Task<List<Answer>> WalkAsync(string call, Func<Task>? afterTheFirst = null, string? next = "")
    {
        var answers = new List<Answer>();
        while (next is not null)
        {
            string body = next.Length == 0 ? $"{call}}}" : $"{call},\"cursor\":\"{next}\"}}";
            Answer answer = await ActAsync(body, answers.Count % 2 == 0 ? Client : server.OtherProcess);
            Assert.True((int)answer.Status == 200, answer.Text);
            answers.Add(answer);
            next = answer.Json.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
            await (answers.Count == 1 && afterTheFirst is not null ? afterTheFirst() : Task.CompletedTask);
        }

        return answers;
    }

    /// <summary>Leaves little behind: all tests search in one store.</summary>
    private async Task<(long Changed, long Unchanged)> DeleteAllAsync(string tag, DateTimeOffset before) =>
        Sum(await WalkAsync($$"""{"action":"delete","q":"tag:{{tag}}","before":"{{Text(before)}}" """));

    private static (long Changed, long Unchanged) Sum(IReadOnlyList<Answer> answers) =>
        (answers.Sum(answer => answer.Number("changed")), answers.Sum(answer => answer.Number("unchanged")));

    private static void IsTally(Answer answer, int changed, int unchanged)
    {
        Assert.True((int)answer.Status == 200, answer.Text);
        Assert.Equal(
            (changed, unchanged, 0), ((int)answer.Number("changed"), (int)answer.Number("unchanged"), (int)answer.Number("refused")));
    }

    /// <summary>An instant after the creation of a task and before that of every task that is submitted from now on.</summary>
    private async Task<DateTimeOffset> AfterAsync(long id)
    {
        DateTimeOffset created = Instant(await Client.GetAsync($"/v1/tasks/{id}"), "createdAt");
        while (true)
        {
            // By the clock of the store.
            DateTimeOffset now = Instant(await SubmitUnservedAsync(), "createdAt");
            if (now > created.AddMilliseconds(1))
            {
                return created.AddMilliseconds(1);
            }
        }
    }

    /// <summary>All tasks of a filter, on however many pages.</summary>
    private async Task<List<long>> AllAsync(string filter)
    {
        var ids = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            Answer page = await Client.GetAsync($"/v1/tasks?{filter}&limit=200&fields=id{cursor}");
            ids.AddRange(Ids(page));
            cursor = page.Json.TryGetProperty("next", out JsonElement next) ? $"&cursor={next.GetString()}" : null;
        }

        return ids;
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
