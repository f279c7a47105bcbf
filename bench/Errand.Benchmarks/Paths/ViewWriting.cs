using BenchmarkDotNet.Attributes;
using Errand.Storage.Messages;
using Errand.Web.Http;
using Errand.Web.Tasks;

namespace Errand.Benchmarks;

/// <summary>A task as its clients see it, with a small result.</summary>
public class ViewWriting
{
    private static readonly DateTimeOffset CreatedAt = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);

    private readonly TaskRecord _done = new()
    {
        Id = new TaskId(12345),
        Type = SampleTypes.Small.Type,
        Args = SampleArgs.Small,
        Queue = TaskLimits.DefaultQueue,
        Priority = 0,
        MaxAttempts = TaskLimits.DefaultMaxAttempts,
        Tags = [],
        CreatedAt = CreatedAt,
        StartedAt = CreatedAt.AddMilliseconds(2),
        FinishedAt = CreatedAt.AddMilliseconds(5),
        ExpiresAt = CreatedAt.AddDays(7),
        Status = TaskState.Done,
        Outcome = OutcomeState.Succeeded,
        Attempt = 1,
        Result = "12345"u8.ToArray(),
        ResultBytes = 5,
    };

    [Benchmark(Description = PathName.View)]
    public int Done()
    {
        using var body = new PooledBuffer();
        TaskViewWriter.Write(body, _done, baseUrl: "");
        return body.Length;
    }
}
