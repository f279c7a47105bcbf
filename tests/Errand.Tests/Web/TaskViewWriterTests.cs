using System.Reflection;
using System.Text;
using System.Text.Json;
using Errand.Storage.Messages;
using Errand.Web.Http;
using Errand.Web.Tasks;

namespace Errand.Tests.Web;

/// <summary>The hand-written writer against the record that clients read.</summary>
public sealed class TaskViewWriterTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);

    private static readonly TaskRecord Full = new()
    {
        Id = new TaskId(192),
        Type = new TaskType("add"),
        Args = """{ "x" : 1.0e0,"y":"\u00e9é<" }"""u8.ToArray(),
        Queue = "q",
        Priority = -7,
        MaxAttempts = 4,
        Tags = ["a", "b"],
        CreatedAt = At,
        ExpiresAt = At.AddDays(7),
        Kept = new TaskKeep(At.AddDays(7), "for \"you\""),
        Status = TaskState.Done,
        Outcome = OutcomeState.Succeeded,
        Reason = TaskReason.Cancelling,
        Attempt = 2,
        RunAt = At.AddSeconds(1),
        StartedAt = At.AddSeconds(2),
        FinishedAt = At.AddSeconds(3),
        Handler = new MemberId(Guid.Parse("a3f90000-0000-0000-0000-000000000001")),
        Progress = 0.5,
        ProgressMessage = "half",
        Error = new TaskError(TaskErrorKind.Permanent, "The disk was <full>", 1, At),
        Result = """{ "r" : 1.0 }"""u8.ToArray(),
        ResultBytes = 13,
    };

    private static readonly TaskView FullView = new()
    {
        Id = 192,
        Type = "add",
        Args = JsonElement.Parse("""{ "x" : 1.0e0,"y":"\u00e9é<" }"""),
        Queue = "q",
        Priority = -7,
        MaxAttempts = 4,
        Tags = ["a", "b"],
        CreatedAt = At,
        ExpiresAt = At.AddDays(7),
        Kept = new TaskKeep(At.AddDays(7), "for \"you\""),
        Status = TaskState.Done,
        Outcome = OutcomeState.Succeeded,
        Reason = TaskReason.Cancelling,
        Attempt = 2,
        RunAt = At.AddSeconds(1),
        StartedAt = At.AddSeconds(2),
        FinishedAt = At.AddSeconds(3),
        Handler = "a3f90000000000000000000000000001",
        Progress = new TaskProgress(0.5, "half"),
        Error = new TaskError(TaskErrorKind.Permanent, "The disk was <full>", 1, At),
        Result = JsonElement.Parse("""{ "r" : 1.0 }"""),
        Links = new TaskLinks("/b/v1/tasks/192", "/b/v1/tasks/192/result", "/b/v1/tasks/192/events", "/b/tasks/192"),
    };

    [Fact]
    public void A_task_reads_back_as_the_record_that_it_is()
    {
        IsReadAs(FullView, Full);
        IsReadAs(
            FullView with { Result = null, ResultUrl = "/b/v1/tasks/192/result", ResultBytes = 70_000 },
            Full with { Result = null, ResultBytes = 70_000 });
        IsReadAs(
            FullView with { ExpiresAt = null, Kept = new TaskKeep(null, null) },
            Full with { ExpiresAt = TaskLimits.Forever, Kept = new TaskKeep(null, null) });
        IsReadAs(
            new TaskView
            {
                Id = 5,
                Type = "add",
                Status = TaskState.Waiting,
                Reason = TaskReason.Ready,
                Args = JsonElement.Parse("""{"x":1,"y":2}"""),
                Progress = new TaskProgress(null, null),
                Queue = "default",
                MaxAttempts = 3,
                CreatedAt = At,
                ExpiresAt = TestTasks.Waiting(5).ExpiresAt.AddTicks(-9999),
                Links = new TaskLinks("/b/v1/tasks/5", "/b/v1/tasks/5/result", "/b/v1/tasks/5/events", "/b/tasks/5"),
            },
            TestTasks.Waiting(5));
    }

    [Fact]
    public void Every_member_of_the_record_is_written_and_no_other()
    {
        string[] known = [.. Members.Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name))];
        string[] written = [.. Written(Full), .. Written(Full with { Result = null, ArgsBytes = 1111 })];

        Assert.Equal(known.Order(), written.Distinct().Order());
        Assert.Equal(["argsBytes", "resultBytes", "resultUrl"], known.Except(Written(Full)).Order());
    }

    private static PropertyInfo[] Members => typeof(TaskView).GetProperties();

    private static IEnumerable<string> Written(TaskRecord task) =>
        JsonElement.Parse(Write(task)).EnumerateObject().Select(member => member.Name);

    private static void IsReadAs(TaskView expected, TaskRecord task)
    {
        TaskView read = JsonSerializer.Deserialize(Write(task), ErrandJson.Default.TaskView)!;

        Assert.All(Members, member => Assert.Equal(ValueOf(member, expected), ValueOf(member, read)));
    }

    /// <summary>JSON as its text: two elements are never equal.</summary>
    private static object? ValueOf(PropertyInfo member, TaskView task) =>
        member.GetValue(task) is JsonElement json ? json.GetRawText() : member.GetValue(task);

    private static string Write(TaskRecord task)
    {
        using var body = new PooledBuffer();
        TaskViewWriter.Write(body, task, "/b");
        return Encoding.UTF8.GetString(body.Written.Span);
    }
}
