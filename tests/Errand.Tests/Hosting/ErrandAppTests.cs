using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Errand.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Hosting;

public sealed class ErrandAppTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Fact]
    public async Task A_server_of_its_own_runs_a_task_over_HTTP()
    {
        using var file = new SqliteFile();
        await using var app = ErrandApp.Create(["--urls", AnyPort, "--DATABASE_URL", $"sqlite:{file.Path}", "--SHUTDOWN_GRACE", "0"]);
        app.Services.AddSingleton<Greeting>();
        app.MapTask("greet", (string name, Greeting greeting) => greeting.Of(name));
        await app.StartAsync(Waiting.Stop);
        using HttpClient client = NewClient(app.Urls.Single());
        Assert.True((await client.GetAsync(new Uri("/ping", UriKind.Relative), Waiting.Stop)).IsSuccessStatusCode);
        JsonElement task = await SubmitAsync(client, "/v1/types/greet/tasks?wait=30", new { name = "Ada" });
        Assert.Equal(("done", "Hello, Ada"), (task.GetProperty("status").GetString(), task.GetProperty("result").GetString()));
        await app.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public async Task It_lives_inside_a_program_beside_the_programs_own_routes()
    {
        using var file = new SqliteFile();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(AnyPort);
        builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create<string, string?>("DATABASE_URL", $"sqlite:{file.Path}"),
            KeyValuePair.Create<string, string?>("SHUTDOWN_GRACE", "0"),
        ]);
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        await using WebApplication app = builder.Build();
        app.MapGet("/mine", () => "my own");
        app.MapErrand();
        await app.StartAsync(Waiting.Stop);
        using HttpClient client = NewClient(app.Urls.Single());
        Assert.Equal("my own", await client.GetStringAsync(new Uri("/mine", UriKind.Relative), Waiting.Stop));
        JsonElement task = await SubmitAsync(client, "/v1/types/add/tasks?wait=30", new { x = 1, y = 2 });
        Assert.Equal(3, task.GetProperty("result").GetInt32());
        Assert.NotNull(app.Services.GetRequiredService<ITaskClient>());
        await app.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public async Task A_program_adds_converters_for_its_own_types()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.Json(options => options.Converters.Add(new MeterConverter()));
        app.MapTask("double", (Meter length, int x = 0) => new { Twice = length.Twice() });
        await app.StartAsync(Waiting.Stop);

        TaskId id = await app.Tasks.SubmitAsync("double", new { length = new Meter(2) }, cancellationToken: Waiting.Stop);
        TaskView? task = await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();

        Assert.Equal("""{"twice":"4 m"}""", task?.Result?.GetRawText());
    }

    [Fact]
    public async Task A_function_whose_result_JSON_cannot_carry_is_refused_at_the_start()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("measure", () => new Meter(1));
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => app.StartAsync(Waiting.Stop));
        Assert.StartsWith(
            "Task type \"measure\": the result is of type Meter, whose data JSON cannot see", e.Message, StringComparison.Ordinal);

        WebApplicationBuilder host = WebApplication.CreateSlimBuilder();
        Assert.Equal(e.Message, Assert.Throws<ArgumentException>(
            () => host.AddErrand(errand => errand.MapTask("measure", () => new Meter(1)))).Message);
    }

    [Fact]
    public async Task A_task_submitted_from_code_keeps_what_its_arguments_hold()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("echo", (JsonElement any) => any);
        await app.StartAsync(Waiting.Stop);
        Exception derived = new TimeoutException("late");

        TaskId id = await app.Tasks.SubmitAsync(
            "echo", new { pair = (1, "a"), grid = new[,] { { 1, 2 } }, at = new System.Numerics.Vector2(1, 2), days = new[] { (object)DayOfWeek.Monday } },
            cancellationToken: Waiting.Stop);
        TaskView? task = await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();

        Assert.Equal("""{"pair":[1,"a"],"grid":[[1,2]],"at":{"x":1,"y":2},"days":["Monday"]}""", task?.Result?.GetRawText());
        await Assert.ThrowsAsync<InvalidTaskException>(
            () => app.Tasks.SubmitAsync("echo", new { derived }, cancellationToken: Waiting.Stop));
    }

    private sealed class Meter(double length)
    {
        private readonly double _length = length;

        public Meter Twice() => new(2 * _length);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_length} m");
    }

    private sealed class MeterConverter : JsonConverter<Meter>
    {
        public override Meter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(double.Parse(reader.GetString()!.Split(' ')[0], CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, Meter value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    [Fact]
    public async Task A_request_that_waits_is_answered_at_a_stop()
    {
        using var file = new SqliteFile();
        await using var app = ErrandApp.Create(["--urls", AnyPort, "--DATABASE_URL", $"sqlite:{file.Path}", "--SHUTDOWN_GRACE", "0"]);
        TaskCompletionSource started = Waiting.NewSignal();
        app.MapTask("wait", (CancellationToken cancel) =>
        {
            started.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancel);
        });
        await app.StartAsync(Waiting.Stop);
        using HttpClient client = NewClient(app.Urls.Single());
        Task<JsonElement> wait = SubmitAsync(client, "/v1/types/wait/tasks?wait=60", new { });
        await started.Task.Soon();
        await app.StopAsync(Waiting.Stop).Soon();
        Assert.NotEqual("done", (await wait.Soon()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_start_that_fails_touches_no_task()
    {
        using var file = new SqliteFile();
        await using var first = ErrandApp.Create(["web", "--urls", AnyPort, "--DATABASE_URL", $"sqlite:{file.Path}"]);
        first.MapTask("one", () => 1);
        await first.StartAsync(Waiting.Stop);
        TaskId id = await first.Tasks.SubmitAsync("one", null, null, Waiting.Stop);
        await using (var second = ErrandApp.Create(["--urls", first.Urls.Single(), "--DATABASE_URL", $"sqlite:{file.Path}"]))
        {
            second.MapTask("one", () => 1);
            await Assert.ThrowsAsync<IOException>(() => second.StartAsync(Waiting.Stop));
        }

        TaskView? task = await first.Tasks.FindAsync(id, Waiting.Stop);
        Assert.Equal((TaskState.Waiting, 0), (task!.Status, task.Attempt));
        await first.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public async Task A_wrong_role_a_wrong_setting_and_a_wrong_default_type_stop_the_start()
    {
        await using var role = ErrandApp.Create(["wep"]);
        Assert.Contains("wep", await RefusalAsync(role), StringComparison.Ordinal);
        await using var setting = ErrandApp.Create(["--HANDLERS", "0"]);
        Assert.Contains("HANDLERS", await RefusalAsync(setting), StringComparison.Ordinal);
        await using var type = ErrandApp.Create(["--DEFAULT_TASK_TYPE", "none", "--urls", AnyPort]);
        Assert.Contains("DEFAULT_TASK_TYPE", await RefusalAsync(type), StringComparison.Ordinal);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("JANITORS", "x")]);
        Assert.Throws<InvalidOperationException>(() => builder.AddErrand(_ => { }));
    }

    [Fact]
    public async Task A_signature_that_cannot_be_a_tasks_stops_the_start_and_a_name_taken_twice_the_mapping()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("odd", (Action callback) => callback());
        Assert.Throws<ArgumentException>(() => app.MapTask("odd", () => 1));
        Assert.Throws<ArgumentException>(() => app.MapTask("no name", () => 1));
        await Assert.ThrowsAsync<ArgumentException>(() => app.StartAsync(Waiting.Stop));
    }

    [Fact]
    public async Task In_memory_it_follows_the_clock_of_a_test()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var app = ErrandApp.CreateInMemory(time);
        app.MapTask("one", () => 1);
        await app.StartAsync(Waiting.Stop);
        Assert.Empty(app.Urls);
        TaskId id = await app.Tasks.SubmitAsync("one", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        TaskView? task = await time.TurnUntilAsync(app.Tasks.WaitAsync(id, Waiting.Stop), 60);
        Assert.Equal(OutcomeState.Succeeded, task!.Outcome);
    }

    private static async Task<string> RefusalAsync(ErrandApp app) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(Waiting.Stop))).Message;

    private static HttpClient NewClient(string address) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };

    private static async Task<JsonElement> SubmitAsync(HttpClient client, string path, object args)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), args, Waiting.Stop).Soon();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop);
    }

    private sealed class Greeting
    {
        private readonly string _word = "Hello";

        public string Of(string name) => $"{_word}, {name}";
    }
}
