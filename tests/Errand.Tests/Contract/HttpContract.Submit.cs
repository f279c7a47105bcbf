using System.Globalization;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

public abstract partial class HttpContract
{
    [Theory]
    [InlineData("/v1/types/add/tasks", Add)]
    [InlineData("/v1/tasks", """{"type":"add","args":{"x":1,"y":2}}""")]
    public async Task A_submitted_task_is_answered_whole_with_its_address(string path, string body)
    {
        Answer answer = await Client.PostAsync(path, body);

        Assert.Equal(202, (int)answer.Status);
        Assert.Equal($"/v1/tasks/{answer.Id}", answer.Header("Location"));
        Assert.Equal(("add", "waiting", "ready", "default"),
            (answer.String("type"), answer.String("status"), answer.String("reason"), answer.String("queue")));
        Assert.Equal((0, 0, 3), (answer.Number("priority"), answer.Number("attempt"), answer.Number("maxAttempts")));
        Assert.Equal((Add, "[]"), (answer.Raw("args"), answer.Raw("tags")));
        Assert.Equal("""{"value":null,"message":null}""", answer.Raw("progress"));
        IsNull(answer, "outcome", "result", "error", "runAt", "startedAt", "finishedAt", "handler");
        Assert.Equal(Instant(answer, "createdAt").AddDays(7), Instant(answer, "expiresAt"));
        Assert.Equal(
            $$"""{"self":"/v1/tasks/{{answer.Id}}","result":"/v1/tasks/{{answer.Id}}/result","events":"/v1/tasks/{{answer.Id}}/events","view":"/tasks/{{answer.Id}}"}""",
            answer.Raw("links"));
        Assert.Equal(3, (await Client.DoneAsync(answer.Id)).Number("result"));
    }

    [Fact]
    public async Task Ids_rise_and_every_process_shows_the_same_task()
    {
        Answer first = await SubmitUnservedAsync();
        Answer second = await server.OtherProcess.SubmitAsync("add", Add, $"?queue={ContractServer.UnservedQueue}");

        Assert.True(second.Id > first.Id);
        Assert.Equal(first.Text, (await server.OtherProcess.GetAsync($"/v1/tasks/{first.Id}")).Text);
        Assert.Equal(second.Text, (await Client.GetAsync($"/v1/tasks/{second.Id}")).Text);
    }

    [Theory]
    [InlineData("""{ "x" : 1.0e0,"y":-0,  "z":"\u00e9é\u0000😀" }""")]
    [InlineData("{\n\t\"a\\u0062\": 123456789012345678901234567890.10, \"\": null }")]
    public async Task Args_are_kept_byte_for_byte(string args)
    {
        Answer one = await Client.SubmitAsync("echo", args, $"?queue={ContractServer.UnservedQueue}");
        Answer two = await Client.PostAsync(
            "/v1/tasks", $$"""{"args": {{args}} ,"type":"echo","queue":"{{ContractServer.UnservedQueue}}"}""");

        foreach (Answer submitted in (Answer[])[one, two])
        {
            Assert.Equal(args, submitted.Raw("args"));
            Assert.Equal(args, (await server.OtherProcess.GetAsync($"/v1/tasks/{submitted.Id}")).Raw("args"));
        }
    }

    [Fact]
    public async Task Every_option_can_be_given_on_both_routes()
    {
        string ahead = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Answer[] answers =
        [
            await Client.SubmitAsync("add", Add, "?queue=served&priority=-7&delay=1800&ttl=3600&timeout=1.5&maxAttempts=9&tag=a&tag=b.c"),
            await Client.PostAsync("/v1/tasks", $$"""
                {"type":"add","args":{{Add}},"queue":"served","priority":-7,"delay":1800,"ttl":3600,"timeout":1.5,"maxAttempts":9,"tags":["a","b.c"]}
                """),
        ];
        Answer[] instants =
        [
            await Client.SubmitAsync("add", Add, $"?runAt={ahead}"),
            await Client.PostAsync("/v1/tasks", $$"""{"type":"add","args":{{Add}},"runAt":"{{ahead}}"}"""),
        ];

        foreach (Answer submitted in answers)
        {
            Answer task = await Client.GetAsync($"/v1/tasks/{submitted.Id}");
            Assert.Equal(submitted.Text, task.Text);
            Assert.Equal(("served", -7, 9, """["a","b.c"]"""),
                (task.String("queue"), task.Number("priority"), task.Number("maxAttempts"), task.Raw("tags")));
            Assert.Equal(("waiting", "scheduled"), (task.String("status"), task.String("reason")));
            Assert.Equal(Instant(task, "createdAt").AddSeconds(1800), Instant(task, "runAt"));
            Assert.Equal(Instant(task, "createdAt").AddSeconds(3600), Instant(task, "expiresAt"));
        }

        Assert.All(instants, task => Assert.Equal((ahead, "scheduled"), (task.String("runAt"), task.String("reason"))));
    }

    [Fact]
    public async Task An_integer_may_be_written_with_an_exponent_or_a_fraction_and_is_kept_so()
    {
        const string Args = """{"x":1e5,"y":-0.0}""";

        Answer byRoute = await Client.SubmitAsync("add", Args, "?wait=60");
        Answer byEnvelope = await Client.PostAsync("/v1/tasks?wait=60", $$"""
            {"type":"add","args":{{Args}},"priority":-1.0,"maxAttempts":20e-1,"delay":0e5,"ttl":36e2}
            """);
        Answer flask = await Client.PostAsync("/task/new", """{"required_arg":"a","more":1e5}""");

        Assert.Equal(("100000", Args), (byRoute.Raw("result"), byRoute.Raw("args")));
        Assert.Equal(
            ("100000", Args, -1, 2),
            (byEnvelope.Raw("result"), byEnvelope.Raw("args"), byEnvelope.Number("priority"), byEnvelope.Number("maxAttempts")));
        Assert.Equal(200, (int)flask.Status);
        (await Client.PostAsync("/v1/types/add/tasks", """{"x":1.5,"y":1e-1}""")).IsProblem(422, "invalid-args");
    }

    [Fact]
    public async Task Escapes_mean_what_they_stand_for_wherever_they_are_sent()
    {
        const string Args = """{"\u0061t":"2026-01-01T00:00:00\u002B05:00"}""";
        string ahead = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

        Answer byRoute = await Client.SubmitAsync("instant", Args, "?wait=60");
        Answer byEnvelope = await Client.PostAsync("/v1/tasks", $$"""
            {"\u0074ype":"inst\u0061nt","args":{{Args}},"queue":"s\u0065rved","runAt":"{{ahead}}\u002B00:00","t\u0061gs":["\u0061"]}
            """);

        Assert.Equal(("\"2026-01-01T00:00:00+05:00\"", Args), (byRoute.Raw("result"), byRoute.Raw("args")));
        Assert.Equal(
            ("instant", "served", $"{ahead}Z", """["a"]""", Args),
            (byEnvelope.String("type"), byEnvelope.String("queue"), byEnvelope.String("runAt"), byEnvelope.Raw("tags"), byEnvelope.Raw("args")));
        (await Client.PostAsync("/v1/types/instant/tasks", """{"at":"2026-01-01T00:00:00Z","a\u0074":"2026-01-01T00:00:00Z"}"""))
            .IsProblem(400, "malformed-request");
        (await Client.PostAsync("/v1/tasks", """{"type":"add","args":{},"\u0061rgs":{}}""")).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_scheduled_task_runs_when_it_is_due_and_one_that_is_due_already_at_once()
    {
        Answer scheduled = await Client.SubmitAsync("add", Add, "?delay=0.2");
        Answer past = await Client.SubmitAsync("add", Add, "?runAt=2020-01-01T00:00:00Z");

        Assert.Equal(("scheduled", "ready"), (scheduled.String("reason"), past.String("reason")));
        Assert.True(Instant(await Client.DoneAsync(scheduled.Id), "startedAt") >= Instant(scheduled, "runAt"));
        Assert.Equal("succeeded", (await Client.DoneAsync(past.Id)).String("outcome"));
    }

    [Theory]
    [InlineData("?wait=60", null)]
    [InlineData("", "wait=60")]
    public async Task A_submit_that_waits_is_answered_with_the_finished_task(string query, string? prefer)
    {
        Answer answer = await Client.SubmitAsync("add", Add, query, prefer is null ? [] : [("Prefer", prefer)]);

        Assert.Equal((200, "wait=60"), ((int)answer.Status, answer.Header("Preference-Applied")));
        Assert.Equal(("done", "succeeded", 3, 1),
            (answer.String("status"), answer.String("outcome"), answer.Number("result"), answer.Number("attempt")));
    }

    [Fact]
    public async Task A_submit_that_waited_in_vain_is_answered_with_what_there_is()
    {
        Answer answer = await SubmitUnservedAsync("&wait=0.05");

        Assert.Equal((202, "wait=0.05"), ((int)answer.Status, answer.Header("Preference-Applied")));
        Assert.Equal("waiting", answer.String("status"));
    }

    [Fact]
    public async Task A_minimal_answer_has_the_id_and_the_status()
    {
        Answer answer = await Client.SubmitAsync("add", Add, "", ("Prefer", "return=minimal, wait=60"));

        Assert.Equal($$"""{"id":{{answer.Id}},"status":"done"}""", answer.Text);
        Assert.Equal("wait=60, return=minimal", answer.Header("Preference-Applied"));
        Assert.Equal($"/v1/tasks/{answer.Id}", answer.Header("Location"));
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_gives_the_first_task_again_on_every_route_and_process()
    {
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        Answer first = await Client.SubmitAsync("add", Add, "?tag=a&wait=60", key);

        Answer bare = await Client.SubmitAsync("add", Add, "?tag=a", key);
        Answer other = await server.OtherProcess.PostAsync(
            "/v1/tasks", $$"""{"tags":["a"],"args":{{Add}},"type":"add"}""", ("Idempotency-Key", $"\"{key.Item2}\""), ("Prefer", "wait=0"));

        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.All((Answer[])[bare, other], replay =>
        {
            Assert.Equal((200, "true", first.Id, "done"),
                ((int)replay.Status, replay.Header("Idempotency-Replayed"), replay.Id, replay.String("status")));
        });
    }

    [Theory]
    [InlineData("/v1/types/add/tasks", """{"x":1, "y":2}""")]
    [InlineData("/v1/types/echo/tasks", Add)]
    [InlineData("/v1/types/add/tasks?priority=1", Add)]
    public async Task Another_request_with_the_same_key_is_refused(string path, string args)
    {
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await Client.SubmitAsync("add", Add, "", key);

        (await Client.PostAsync(path, args, key)).IsProblem(422, "idempotency-key-reused");
        (await server.OtherProcess.PostAsync(path, args, key)).IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Thirty_two_submits_with_one_key_at_once_are_one_task()
    {
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 32)
            .Select(i => (i % 2 == 0 ? Client : server.OtherProcess).PostAsync("/v1/types/add/tasks", Add, key)));

        Assert.Single(answers, answer => (int)answer.Status == 202);
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Fact]
    public async Task A_key_is_free_again_when_its_task_has_expired()
    {
        (string, string) key = ("Idempotency-Key", Guid.NewGuid().ToString());
        Answer first = await Client.SubmitAsync("add", Add, "?ttl=1", key);
        await Client.UntilAsync(first.Id, answer => (int)answer.Status == 404);

        Answer second = await Client.SubmitAsync("echo", "{}", "", key);

        Assert.Equal(202, (int)second.Status);
        Assert.True(second.Id > first.Id);
    }
}
