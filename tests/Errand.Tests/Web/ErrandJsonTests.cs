using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Types;
using Errand.Web.Http;

namespace Errand.Tests.Web;

/// <summary>What is answered reads back as the records of the contracts, and they are written as it was answered.</summary>
public sealed class ErrandJsonTests
{
    private static readonly TaskDefinition Odd = FakeTypes.Define("odd") with
    {
        Description = "Ends with \"<é>\"",
        ArgsSchema = """{ "type":"object","title":"\u00e9é<>&'","maximum":1.0e0 }"""u8.ToArray(),
        Defaults = new SubmitOptions { TimeToLive = TimeSpan.FromSeconds(0.125) },
    };

    [Fact]
    public async Task Lists_read_back()
    {
        await using WebServer server = await WebServer.StartAsync(types: [FakeTypes.Add, Odd]);
        server.Store.Members = [Member("handler"), Member("janitor")];

        ItemList<TaskTypeView> types = await ReadBackAsync(server, "/v1/types", ErrandJson.Default.ItemListTaskTypeView);
        TaskTypeView odd = await ReadBackAsync(server, "/v1/types/odd", ErrandJson.Default.TaskTypeView);
        ItemList<MemberView> handlers = await ReadBackAsync(server, "/v1/handlers", ErrandJson.Default.ItemListMemberView);

        Assert.Equal(["add", "odd"], types.Items.Select(type => type.Name));
        Assert.Equal((0.125, Encoding.UTF8.GetString(Odd.ArgsSchema.Span)), (odd.Ttl, odd.Args.GetRawText()));
        Assert.Equal([7, 8], Assert.Single(handlers.Items).Running);
    }

    [Fact]
    public async Task What_is_wrong_reads_back()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Work = () => TestTasks.WorkOf(server.Time.GetUtcNow()) with { AcceptsWrites = false };

        ServerProblem problem = Assert.Single(
            (await ReadBackAsync(server, "/v1/problems", ErrandJson.Default.ItemListServerProblem)).Items);

        Assert.Equal((ServerProblemKind.StoreReadOnly, null, null), (problem.Kind, problem.Since, problem.Search));
    }

    [Fact]
    public async Task Health_reads_back()
    {
        await using WebServer server = await WebServer.StartAsync();
        HealthView ready = await ReadBackAsync(server, "/health/ready", ErrandJson.Default.HealthView);
        server.Store.Health = _ => Task.FromResult(new HealthAnswer(null, 0, 0, true, true, TimeSpan.FromHours(1)));
        HealthView lagging = await ReadBackAsync(server, "/health/ready", ErrandJson.Default.HealthView);

        Assert.Equal(("ready", null), (ready.Status, ready.Lines));
        Assert.Contains("3600 s", Assert.Single(lagging.Lines!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_read_back()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Failed(1));
        server.Store.Put(TestTasks.Cancelled(2) with { Error = null });

        ProblemView unknown = await ReadBackAsync(server, "/v1/types/ad%22d", ErrandJson.Default.ProblemView);
        EndedProblemView failed = await ReadBackAsync(server, "/v1/tasks/1/result", ErrandJson.Default.EndedProblemView);
        EndedProblemView cancelled = await ReadBackAsync(server, "/v1/tasks/2/result", ErrandJson.Default.EndedProblemView);
        Answer invalid = await server.PostAsync("/v1/types/add/tasks", """{"x":"1","y":2}""");

        Assert.Equal((404, "add"), (unknown.Status, unknown.Nearest?[0]));
        Assert.Equal((OutcomeState.Failed, TestTasks.Failed(1).Error), (failed.Outcome, failed.Error));
        Assert.Equal((OutcomeState.Cancelled, null), (cancelled.Outcome, cancelled.Error));
        Fault fault = Assert.Single(Same(invalid, ErrandJson.Default.ProblemView).Errors!);
        Assert.Equal(("#/args/x", FaultCode.Type), (fault.Pointer, fault.Code));
    }

    private static async Task<T> ReadBackAsync<T>(WebServer server, string path, JsonTypeInfo<T> type) =>
        Same(await server.GetAsync(path), type);

    private static T Same<T>(Answer answer, JsonTypeInfo<T> type)
    {
        T read = JsonSerializer.Deserialize(answer.Text, type)!;
        using var written = new PooledBuffer();
        using (var json = new Utf8JsonWriter(written, JsonAnswer.Options))
        {
            JsonSerializer.Serialize(json, read, type);
        }

        Assert.Equal(answer.Text, Encoding.UTF8.GetString(written.Written.Span));
        return read;
    }

    private static LiveMember Member(string role) => new(
        new MemberEntry
        {
            Id = MemberId.New(),
            Role = role,
            Host = "wéb-1",
            Pid = 42,
            Version = "1.0.0",
            Slots = 4,
            StartedAt = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(1)),
        },
        new DateTimeOffset(2026, 11, 24, 8, 0, 5, 125, TimeSpan.Zero),
        IsDraining: false,
        [new TaskId(7), new TaskId(8)]);
}
