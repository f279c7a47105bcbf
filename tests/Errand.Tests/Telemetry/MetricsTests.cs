using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using Errand.Telemetry.Exposition;
using Errand.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Errand.Tests.Telemetry;

/// <summary><c>GET /metrics</c></summary>
public sealed partial class MetricsTests
{
    private static readonly string[] Expected =
    [
        "errand_access_refused_total", "errand_handler_busy", "errand_handler_slots", "errand_janitor_lag_seconds",
        "errand_member_beat_age_seconds", "errand_queue_depth", "errand_queue_oldest_ready_seconds",
        "errand_store_batch_size", "errand_store_duration_seconds", "errand_store_free_bytes", "errand_store_wal_bytes",
        "errand_submit_queue", "errand_task_finished_total", "errand_task_refused_total",
        "errand_task_run_duration_seconds", "errand_task_running", "errand_task_submitted_total",
        "errand_task_wait_duration_seconds",
    ];

    [Fact]
    public async Task A_scrape_is_text_that_Prometheus_reads_without_a_complaint()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync(["web", "handler"], listens: false);
        await server.RunAsync("add"); // Its queue is there when the store is read.
        await server.GetAsync("/metrics");
        await server.RunAsync("add");
        await server.RunAsync("fail");
        await server.SubmitAsync("hold");
        using HttpResponseMessage refused = await server.PostAsync("/v1/types/add/tasks", "{}");
        using var foreign = new HttpRequestMessage(HttpMethod.Delete, "/v1/tasks/1");
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using HttpResponseMessage forbidden = await server.Client.SendAsync(foreign, Waiting.Stop);
        await server.Tasks.FindAsync(new TaskId(1), Waiting.Stop);

        using HttpResponseMessage answer = await server.Client.GetAsync(new Uri("/metrics?x=1", UriKind.Relative), Waiting.Stop);
        string text = await answer.Content.ReadAsStringAsync(Waiting.Stop);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(Expected, FamiliesOf(text).Where(name => name.StartsWith("errand_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("http_server_request_duration_seconds", FamiliesOf(text));
        Assert.Contains("dotnet_process_memory_working_set_bytes", FamiliesOf(text));
        Assert.Contains("errand_task_finished_total{task_outcome=\"succeeded\",task_type=\"add\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("errand_task_run_duration_seconds_bucket{task_outcome=\"succeeded\",task_type=\"add\",le=\"3600\"} 1\n", text, StringComparison.Ordinal);
        Assert.Equal("", await Promtool.CheckAsync(Path.GetTempPath(), text, "check", "metrics"));
    }

    [Fact]
    public async Task Two_servers_in_one_process_do_not_tell_of_each_other()
    {
        await using TelemetryServer one = await TelemetryServer.StartAsync([], listens: false);
        await using TelemetryServer other = await TelemetryServer.StartAsync([], listens: false);
        await one.GetAsync("/metrics");
        await other.GetAsync("/metrics");

        await one.RunAsync("add");

        Assert.Contains("errand_task_submitted_total{", await one.GetAsync("/metrics"), StringComparison.Ordinal);
        Assert.DoesNotContain("errand_task_submitted_total{", await other.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    /// <summary>It may have this very route already.</summary>
    [Fact]
    public async Task A_program_that_Errand_is_part_of_has_no_such_route()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        await using WebApplication app = builder.Build();
        app.MapErrand();

        Assert.DoesNotContain(
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>(),
            endpoint => endpoint.RoutePattern.RawText == "/metrics");
    }

    [Fact]
    public async Task A_process_without_web_answers_probes_on_loopback_and_nothing_else()
    {
        int port = TestDatabases.FreePort.Find();
        await using TelemetryServer server = await TelemetryServer.StartAsync("handler", "--PROBE_PORT", $"{port}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        Assert.Equal("""{"status":"live"}""", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), Waiting.Stop));
        Assert.Equal("""{"status":"ready"}""", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Waiting.Stop));
        Assert.Contains(
            "errand_handler_slots ", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Waiting.Stop),
            StringComparison.Ordinal);
        using HttpResponseMessage tasks = await client.GetAsync(new Uri("/v1/tasks", UriKind.Relative), Waiting.Stop);
        using HttpResponseMessage post = await client.PostAsync(new Uri("/metrics", UriKind.Relative), null, Waiting.Stop);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        rebound.Headers.Host = "evil.example";
        using HttpResponseMessage elsewhere = await client.SendAsync(rebound, Waiting.Stop);
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest],
            [tasks.StatusCode, post.StatusCode, elsewhere.StatusCode]);
    }

    [Fact]
    public async Task Keys_count_on_the_port_for_probes_too()
    {
        const string Key = "a-key-that-may-do-all-0123456789-0123456789";
        int port = TestDatabases.FreePort.Find();
        await using TelemetryServer server = await TelemetryServer.StartAsync("handler", "--PROBE_PORT", $"{port}", "--ERRAND_KEY", Key);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        using HttpResponseMessage live = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Waiting.Stop);
        using HttpResponseMessage refused = await client.GetAsync(new Uri("/metrics", UriKind.Relative), Waiting.Stop);
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        using HttpResponseMessage metrics = await client.GetAsync(new Uri("/metrics", UriKind.Relative), Waiting.Stop);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK], [live.StatusCode, refused.StatusCode, metrics.StatusCode]);
    }

    [Fact]
    public void Odd_names_and_texts_are_written_so_that_they_are_read()
    {
        using var meter = new Meter($"odd-{Guid.NewGuid():n}");
        var exporter = new TextExporter();
        using var reader = new BaseExportingMetricReader(exporter);
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(reader).Build();
        Counter<long> counter = meter.CreateCounter<long>("a.b-c", "By", "two\nlines \\ and \"quotes\"");
        counter.Add(1, new KeyValuePair<string, object?>("x.y", "a \"b\"\\\n"), new KeyValuePair<string, object?>("z", null));
        meter.CreateUpDownCounter<double>("d.count").Add(1);
        meter.CreateUpDownCounter<double>("e", "ms").Add(double.NegativeInfinity);
        meter.CreateHistogram<double>("f", "s").Record(0.5);

        reader.Collect();

        Assert.StartsWith(
            """
            # HELP a_b_c_bytes_total two\nlines \\ and "quotes"
            # TYPE a_b_c_bytes_total counter
            a_b_c_bytes_total{x_y="a \"b\"\\\n",z=""} 1
            # HELP e_milliseconds
            """.ReplaceLineEndings("\n"),
            exporter.Text, StringComparison.Ordinal);
        Assert.Contains("\ne_milliseconds -Inf\n", exporter.Text, StringComparison.Ordinal);
        Assert.Contains("\nf_seconds_bucket{le=\"+Inf\"} 1\nf_seconds_sum 0.5\nf_seconds_count 1\n", exporter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("d_count", exporter.Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> FamiliesOf(string text) =>
        [.. Family().Matches(text).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex("^# TYPE (?<name>\\w+) ", RegexOptions.Multiline)]
    private static partial Regex Family();
}
