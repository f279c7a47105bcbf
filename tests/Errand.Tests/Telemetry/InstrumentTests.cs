using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Errand.Telemetry;
using Errand.Tests.Hosting;

namespace Errand.Tests.Telemetry;

/// <summary>What is measured, over the public surface of a server.</summary>
public sealed class InstrumentTests
{
    /// <summary>Dashboards and alerts of users depend on these: a change is one of the changelog.</summary>
    [Fact]
    public async Task The_names_units_and_kinds_stay_as_they_are()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        Assert.Equal(
            [
                "errand.access.refused Counter {request}",
                "errand.handler.busy ObservableUpDownCounter {task}",
                "errand.handler.slots ObservableUpDownCounter {task}",
                "errand.janitor.deleted Counter {task}",
                "errand.janitor.lag ObservableGauge s",
                "errand.member.beat.age ObservableGauge s",
                "errand.queue.depth ObservableGauge {task}",
                "errand.queue.oldest_ready ObservableGauge s",
                "errand.store.batch.size Histogram {task}",
                "errand.store.duration Histogram s",
                "errand.store.free ObservableGauge By",
                "errand.store.wal ObservableGauge By",
                "errand.submit.queue ObservableGauge {task}",
                "errand.task.finished Counter {task}",
                "errand.task.lost Counter {task}",
                "errand.task.refused Counter {task}",
                "errand.task.retried Counter {task}",
                "errand.task.run.duration Histogram s",
                "errand.task.running ObservableUpDownCounter {task}",
                "errand.task.stale Counter {task}",
                "errand.task.submitted Counter {task}",
                "errand.task.wait.duration Histogram s",
            ],
            server.Measured.Instruments.Select(one => $"{one.Name} {one.GetType().Name.Split('`')[0]} {one.Unit}").Order(StringComparer.Ordinal));
        Assert.All(server.Measured.Instruments, one => Assert.Matches("^[A-Z][^.]+[^.]$", one.Description));
    }

    [Fact]
    public async Task Tasks_are_counted_by_type_and_how_they_ended()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        await server.RunAsync("add");
        await server.RunAsync("fail", "other");
        await server.RunAsync("flaky", options: new SubmitOptions { MaxAttempts = 1 });
        TaskId delayed = await server.SubmitAsync("add", options: new SubmitOptions { Delay = TimeSpan.FromHours(1) });
        await server.Tasks.CancelAsync(delayed);

        Measured measured = server.Measured;
        Assert.Equal(
            ["1 queue=default task.type=add", "1 queue=default task.type=add", "1 queue=default task.type=flaky", "1 queue=other task.type=fail"],
            measured.Of("errand.task.submitted"));
        Assert.Equal(
            [
                "1 error.type=exception task.outcome=failed task.type=flaky", "1 error.type=permanent task.outcome=failed task.type=fail",
                "1 task.outcome=cancelled task.type=add", "1 task.outcome=succeeded task.type=add",
            ],
            measured.Of("errand.task.finished"));
        Assert.Equal(
            ["task.outcome=failed task.type=fail", "task.outcome=failed task.type=flaky", "task.outcome=succeeded task.type=add"],
            measured.TagsOf("errand.task.run.duration"));
        Assert.Equal(["queue=default", "queue=other"], measured.TagsOf("errand.task.wait.duration"));
        Assert.Equal(3, measured.Of("errand.task.wait.duration").Count);
        Assert.Empty(measured.Of("errand.task.retried"));
        Assert.Empty(((string[])["operation=cancel", "operation=finish", "operation=submit"]).Except(measured.TagsOf("errand.store.duration")));
        Assert.Contains("1 operation=submit", measured.Of("errand.store.batch.size"));
    }

    [Fact]
    public async Task A_run_that_will_be_tried_again_is_no_end()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        using var measured = new Measured();
        await using var app = ErrandApp.CreateInMemory(time);
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IMeterFactory>(app.Services, measured);
        int runs = 0;
        app.MapTask("flaky", () => ++runs < 2 ? throw new InvalidOperationException("boom") : runs);
        await app.StartAsync(Waiting.Stop);

        TaskId id = await app.Tasks.SubmitAsync("flaky", null, null, Waiting.Stop);
        await time.TurnUntilAsync(app.Tasks.WaitAsync(id, Waiting.Stop));

        Assert.Equal(["1 task.type=flaky"], measured.Of("errand.task.retried"));
        Assert.Equal(["1 task.outcome=succeeded task.type=flaky"], measured.Of("errand.task.finished"));
        Assert.Equal(
            ["task.outcome=retried task.type=flaky", "task.outcome=succeeded task.type=flaky"], measured.TagsOf("errand.task.run.duration"));
        await app.StopAsync(Waiting.Stop);
    }

    [Fact]
    public async Task Refused_requests_are_counted_by_what_they_are_answered()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        using HttpResponseMessage invalid = await server.PostAsync("/v1/types/add/tasks", "{}");
        using HttpResponseMessage unknown = await server.PostAsync("/v1/types/none/tasks", "{}");
        using HttpResponseMessage batch = await server.PostAsync("/v1/tasks/batch", "[");
        using HttpResponseMessage missing = await server.Client.GetAsync(new Uri("/v1/tasks/99", UriKind.Relative), Waiting.Stop);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/v1/types/add/tasks");
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using HttpResponseMessage refused = await server.Client.SendAsync(foreign, Waiting.Stop);

        Assert.Equal(
            ["1 problem=cross-origin", "1 problem=invalid-args", "1 problem=malformed-request", "1 problem=unknown-type"],
            server.Measured.Of("errand.task.refused"));
        Assert.Equal(["1 reason=cross-origin"], server.Measured.Of("errand.access.refused"));
    }

    [Fact]
    public async Task Whom_a_route_or_a_page_refuses_is_counted_by_reason()
    {
        const string Reader = "a-key-of-a-reader-0123456789-0123456789", Nobody = "a-key-of-nobody-0123456789-0123456789";
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Reader)));
        await using TelemetryServer server = await TelemetryServer.StartAsync("--ERRAND_KEYS", $"reader|read|sha256:{hash}");

        await GetAsync("/v1/tasks", null);
        await GetAsync("/tasks", null);
        await GetAsync("/v1/settings", Reader);
        for (int i = 0; i < 11; i++)
        {
            await GetAsync("/v1/tasks", Nobody);
        }

        Assert.Equal(
            [("1 reason=forbidden", 1), ("1 reason=rate-limited", 1), ("1 reason=unauthenticated", 12)],
            server.Measured.Of("errand.access.refused").CountBy(line => line).Select(pair => (pair.Key, pair.Value)));

        async Task GetAsync(string path, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("X-Api-Key", key is null ? [] : [key]);
            using HttpResponseMessage response = await server.Client.SendAsync(request, Waiting.Stop);
        }
    }

    [Fact]
    public async Task Gauges_tell_what_is_there_when_they_are_asked()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync("--HANDLER_CONCURRENCY", "1", "--HANDLER_QUEUES", "served");
        await server.SubmitAsync("hold", "served");
        await server.SubmitAsync("add", "waits");
        await server.SubmitAsync("add", "waits", new SubmitOptions { Delay = TimeSpan.FromHours(1) });
        Assert.Contains("errand_queue_depth{place=\"ready\",queue=\"waits\"} 1", await server.GetAsync("/metrics"), StringComparison.Ordinal);

        Measured measured = server.Measured;
        Assert.Equal(["1"], measured.Now("errand.handler.slots"));
        Assert.Equal(["1"], measured.Of("errand.handler.busy"));
        Assert.Equal(["1 task.type=hold"], measured.Of("errand.task.running"));
        Assert.Equal(["0"], measured.Of("errand.submit.queue"));
        Assert.Equal(["0"], measured.Of("errand.janitor.lag"));
        Assert.Equal(
            ["0 place=later queue=served", "0 place=ready queue=served", "1 place=later queue=waits", "1 place=ready queue=waits"],
            measured.Of("errand.queue.depth"));
        Assert.Equal(["queue=served", "queue=waits"], measured.TagsOf("errand.queue.oldest_ready"));
        Assert.Single(measured.Of("errand.member.beat.age"));
        Assert.Single(measured.Of("errand.store.free"));
        Assert.NotEqual(["0"], measured.Of("errand.store.wal"));
    }

    [Fact]
    public async Task A_process_without_web_does_not_ask_the_store()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync("handler");

        Assert.NotEmpty(server.Measured.Now("errand.handler.slots"));
        Assert.DoesNotContain(server.Measured.Instruments, one => one.Name.StartsWith("errand.queue.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tag_has_few_values()
    {
        var tags = new TagValues();
        string[] names = [.. Enumerable.Range(0, TagValues.Most).Select(i => $"type-{i}")];

        Assert.Equal(names, names.Select(tags.Of));
        Assert.Equal(["_other", "type-0"], [tags.Of("one-more"), tags.Of("type-0")]);
    }
}
