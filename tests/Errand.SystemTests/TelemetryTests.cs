using Errand.SystemTests.Collecting;
using Errand.TestDatabases;

namespace Errand.SystemTests;

/// <summary>What a collector sees of a task that passes through two processes.</summary>
public sealed class TelemetryTests : SystemTest
{
    [Fact]
    public async Task A_collector_sees_a_task_go_through_two_processes()
    {
        Collector collector = Own(new Collector());
        ServerProcess web = await StartAsync("web", collector.Settings);
        await StartAsync("handler", [.. collector.Settings, ("HANDLER_QUEUES", "children"), ("ERRAND_TRACE", "child")]);
        await StartAsync("handler", [.. collector.Settings, ("HANDLER_QUEUES", "links")]);
        TaskClient client = ClientOf(web);

        await client.SubmitAsync("noop", new { }, "wait=30&queue=children");
        await client.SubmitAsync("noop", new { }, "wait=30&queue=links");

        SeenSpan process = await collector.SpanAsync("process children");
        SeenSpan send = await collector.SpanAsync("send children");
        SeenSpan request = await collector.SpanAsync("POST /v1/types/{type}/tasks", send.TraceId);
        Report($"one trace {send.TraceId}: {request.Instance} {request.Name} > {send.Name}, {process.Instance} {process.Name}");
        Assert.Equal((2UL, 4UL, 5UL), (request.Kind, send.Kind, process.Kind));
        Assert.Equal((request.Id, request.TraceId), (send.ParentId, send.TraceId));
        Assert.Equal((send.Id, send.TraceId), (process.ParentId, process.TraceId));
        Assert.NotEqual(send.Instance, process.Instance);
        Assert.Equal(request.Instance, send.Instance);
        Assert.Empty(process.Links);

        SeenSpan linked = await collector.SpanAsync("process links");
        Assert.Equal("", linked.ParentId);
        Assert.Equal([(await collector.SpanAsync("send links")).Id], linked.Links);

        await Patience.UntilAsync(
            "metrics of all kinds", () => Task.FromResult(collector.Metrics.Keys),
            names => ((string[])["errand.task.submitted", "errand.task.finished", "errand.queue.depth", "http.server.request.duration"]).All(names.Contains));
        await Patience.UntilAsync(
            "a line of the log", () => Task.FromResult(collector.Lines), lines => lines.Any(line => line.Contains("holds the tasks", StringComparison.Ordinal)));
        Assert.Equal(["errand"], collector.Services.Keys);
    }

    [Fact]
    public async Task A_port_for_probes_that_is_taken_stops_the_start_with_a_sentence()
    {
        int port = FreePort.Find();
        await StartAsync("janitor", ("PROBE_PORT", $"{port}"));

        ServerProcess second = Launch("janitor", ("PROBE_PORT", $"{port}"));

        Assert.Equal(78, await second.ExitAsync());
        Assert.Equal(
            $"The address http://127.0.0.1:{port} is taken by another program; set PROBE_PORT to a free port.",
            Assert.Single(second.Errors.Lines, line => line.Length > 0));
    }
}
