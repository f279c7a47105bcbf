using System.Text.Json;
using Errand.Tests.Hosting;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What is wrong.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_queue_that_no_handler_serves_is_a_problem_until_its_tasks_are_gone()
    {
        long id = (await Client.SubmitAsync("add", Add, "?queue=nobodys")).Id;

        Answer answer = await server.OtherProcess.GetAsync("/v1/problems");

        Assert.Equal((200, "application/json", "no-store"), ((int)answer.Status, answer.ContentType, answer.Header("Cache-Control")));
        JsonElement problem = ProblemOf("nobodys", answer)!.Value;
        Assert.Equal(
            ["kind", "severity", "sentence", "do", "since", "queue", "type", "search"],
            problem.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("no-handler", "error"), (problem.GetProperty("kind").GetString(), problem.GetProperty("severity").GetString()));
        Assert.Matches("^Queue nobodys waits [0-9]+ s: no live handler serves it\\.$", problem.GetProperty("sentence").GetString());
        Assert.Equal("Start a handler with HANDLER_QUEUES=nobodys.", problem.GetProperty("do").GetString());
        Assert.Matches(InstantPattern(), problem.GetProperty("since").GetString());
        Assert.Equal(JsonValueKind.Null, problem.GetProperty("type").ValueKind);
        Assert.Equal([id], await FindAsync(problem));
        string[] severities =
            [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("severity").GetString()!)];
        Assert.Equal(severities.Order(StringComparer.Ordinal), severities);

        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        Assert.Null(ProblemOf("nobodys", await Client.GetAsync("/v1/problems")));
    }

    [Fact]
    public async Task A_type_that_no_handler_of_the_queue_has_is_a_problem()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("untyped");
        long id = (await server.OtherProcess.SubmitAsync("elsewhere", "{}", "?queue=untyped")).Id;
        JsonElement? problem;
        long[] found;
        do
        {
            // The handler may hold the task just now, and be about to find out that it does not have the type.
            problem = ProblemOf("untyped", await Client.GetAsync("/v1/problems"));
            found = problem is null ? [] : await FindAsync(problem.Value);
        }
        while (found.Length == 0);

        Assert.Equal([id], found);
        Assert.Equal(("no-handler", "elsewhere"), (problem!.Value.GetProperty("kind").GetString(), problem.Value.GetProperty("type").GetString()));
        Assert.Equal(
            "Tasks of type elsewhere wait in queue untyped: no live handler of the queue has this type.",
            problem.Value.GetProperty("sentence").GetString());
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        Assert.Null(ProblemOf("untyped", await Client.GetAsync("/v1/problems")));
    }

    [Fact]
    public async Task A_paused_queue_is_a_problem_while_tasks_wait_in_it()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("heldup");
        await Client.DoneAsync((await Client.SubmitAsync("add", Add, "?queue=heldup")).Id);
        await Client.PostAsync("/v1/queues/heldup/pause", null);
        Assert.Null(ProblemOf("heldup", await Client.GetAsync("/v1/problems")));
        long id = (await Client.SubmitAsync("add", Add, "?queue=heldup")).Id;

        JsonElement problem = ProblemOf("heldup", await server.OtherProcess.GetAsync("/v1/problems"))!.Value;

        Assert.Equal(
            ("paused-with-work", "warning", "Resume the queue: POST /v1/queues/heldup/resume."),
            (problem.GetProperty("kind").GetString(), problem.GetProperty("severity").GetString(), problem.GetProperty("do").GetString()));
        Assert.Equal([id], await FindAsync(problem));
        await Client.PostAsync("/v1/queues/heldup/resume", null);
        await Client.DoneAsync(id);
        Assert.Null(ProblemOf("heldup", await Client.GetAsync("/v1/problems")));
    }

    [Fact]
    public async Task A_type_of_which_many_fail_is_a_problem()
    {
        long[] ids =
            [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await Client.SubmitAsync("permanent", "{}")).Id))];
        foreach (long id in ids)
        {
            await Client.DoneAsync(id);
        }

        long start = TimeProvider.System.GetTimestamp();
        JsonElement problem;
        while (!TryFind(await server.OtherProcess.GetAsync("/v1/problems"), out problem))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), "It was not listed.");
            await Task.Delay(50, Waiting.Stop); // Until it is written down.
        }

        Assert.Matches(
            "^Of [0-9]+ tasks of type permanent that ended within 10 min, [0-9]+ failed, the last one with: of no use\\.$",
            problem.GetProperty("sentence").GetString());
        Assert.Superset(new HashSet<long>(ids), new HashSet<long>(await FindAsync(problem)));

        static bool TryFind(Answer problems, out JsonElement found)
        {
            found = problems.Json.GetProperty("items").EnumerateArray().FirstOrDefault(
                item => item.GetProperty("kind").GetString() == "failing" && item.GetProperty("type").GetString() == "permanent");
            return found.ValueKind == JsonValueKind.Object;
        }
    }

    private static JsonElement? ProblemOf(string queue, Answer problems)
    {
        foreach (JsonElement problem in problems.Json.GetProperty("items").EnumerateArray())
        {
            if (problem.GetProperty("queue").GetString() == queue)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The tasks that a problem's search lists.</summary>
    private async Task<long[]> FindAsync(JsonElement problem)
    {
        string search = Uri.EscapeDataString(problem.GetProperty("search").GetString()!);
        Answer list = await Client.GetAsync($"/v1/tasks?limit=200&q={search}");
        return [.. list.Json.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("id").GetInt64())];
    }
}
