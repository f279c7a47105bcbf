using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What task types there are.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_type_shows_its_members_an_example_that_it_accepts_and_its_numbers()
    {
        Answer types = await server.OtherProcess.GetAsync("/v1/types");
        JsonElement add = types.Json.GetProperty("items").EnumerateArray().Single(type => type.GetProperty("name").GetString() == "add");

        Assert.Equal(
            ["name", "description", "args", "result", "queue", "priority", "timeout", "maxAttempts", "ttl", "example", "views", "summary", "stats"],
            add.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ["name", "waiting", "running", "succeeded", "failed", "cancelled", "runP50", "runP95"],
            add.GetProperty("stats").EnumerateObject().Select(member => member.Name));
        Answer submitted = await Client.PostAsync("/v1/types/add/tasks?wait=60", add.GetProperty("example").GetRawText());
        Assert.Equal((200, "succeeded"), ((int)submitted.Status, submitted.String("outcome")));
    }

    [Fact]
    public async Task The_numbers_of_a_type_count_its_tasks_that_wait()
    {
        await SubmitUnservedAsync();

        Answer add = await Client.GetAsync("/v1/types/add");

        Assert.InRange(add.Json.GetProperty("stats").GetProperty("waiting").GetInt32(), 1, int.MaxValue);
    }
}
