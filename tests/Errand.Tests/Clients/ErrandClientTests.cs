using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Tests.Clients;

/// <summary>What the client adds to <see cref="ITaskClient"/>: types. Over HTTP, and over the client within the server.</summary>
public sealed class ErrandClientTests(ClientServer server) : IClassFixture<ClientServer>
{
    public static TheoryData<bool> Both() => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_task_is_run_and_its_result_has_its_type(bool isHttp)
    {
        using ErrandClient client = Create(isHttp);

        Assert.Equal(3, await client.RunAsync(TestContracts.Add, new(1, 2), Waiting.Stop));
        Assert.Equal(4, await client.RunAsync(TestContracts.Later, new(1, 3), Waiting.Stop));
        Assert.Equal(5, await client.RunAsync(TestContracts.Stopped, new(1, 5), Waiting.Stop));
        Assert.Equal("known", await client.RunAsync(TestContracts.Known, new(1), new() { Tags = ["typed"] }, Waiting.Stop));
        Assert.Equal("add", TestContracts.Add.ToString());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_submitted_task_is_followed_and_its_result_read_later(bool isHttp)
    {
        using ErrandClient client = Create(isHttp);
        SubmittedTask<int> task = await client.SubmitAsync(
            TestContracts.Stopped, new(100, 7), new() { Tags = ["a"], IdempotencyKey = $"typed-{isHttp}" }, Waiting.Stop);

        Assert.IsType<TaskEndUpdate>(await client.TaskOf(TestContracts.Stopped, task.Id).EventsAsync(Waiting.Stop).LastAsync(Waiting.Stop));
        Assert.Equal(7, await task.ResultAsync(Waiting.Stop));
        Assert.Equal("a", Assert.Single((await task.WaitAsync(Waiting.Stop))!.Tags));
        Assert.True(await task.CancelAsync());
        Assert.Equal(8, await (await client.SubmitAsync(TestContracts.Add, new(1, 7), Waiting.Stop)).ResultAsync(Waiting.Stop));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_task_without_a_contract_answers_its_view(bool isHttp)
    {
        using ErrandClient client = Create(isHttp);

        TaskView task = await client.SubmitAsync("add", new { x = 1, y = 2 }, Waiting.Stop);
        Assert.Equal(("add", """{"x":1,"y":2}"""), (task.Type, task.Args!.Value.GetRawText()));
        Assert.Equal(3, await client.ResultAsync<int>(new TaskId(task.Id), cancellationToken: Waiting.Stop));
        TaskView without = await client.SubmitAsync("add", new AddArgs(2, 3), TestClientJson.Default.AddArgs, cancellationToken: Waiting.Stop);
        Assert.Equal(5, await client.ResultAsync(new TaskId(without.Id), TestClientJson.Default.Int32, Waiting.Stop));
        Assert.Equal(ClientServer.UnservedQueue, (await client.SubmitAsync(
            "add", new { x = 1 }, new SubmitOptions { Queue = ClientServer.UnservedQueue }, Waiting.Stop)).Queue);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_task_without_a_result_says_so(bool isHttp)
    {
        using ErrandClient client = Create(isHttp);
        var fail = new TaskContract<Dictionary<string, int>, int>("fail");
        var hold = new TaskContract<Dictionary<string, string>, string>("hold");
        var wrong = new TaskContract<AddArgs, DateTimeOffset>("add");

        TaskFailedException failed = await Assert.ThrowsAsync<TaskFailedException>(() => client.RunAsync(fail, [], Waiting.Stop));
        Assert.Equal(("of no use", TaskErrorKind.Permanent), (failed.Message, failed.Error!.Kind));
        SubmittedTask<string> held = await client.SubmitAsync(
            hold, new() { ["gate"] = server.NewGate().Name }, new() { Queue = ClientServer.UnservedQueue }, Waiting.Stop);
        await held.CancelAsync();
        TaskFailedException cancelled = await Assert.ThrowsAsync<TaskFailedException>(() => held.ResultAsync(Waiting.Stop));
        Assert.Equal(($"The task {held.Id} was cancelled.", null), (cancelled.Message, cancelled.Error));
        await client.DeleteAsync(held.Id);
        await Assert.ThrowsAsync<ResultUnavailableException>(() => held.ResultAsync(Waiting.Stop));
        await Assert.ThrowsAsync<ResultUnavailableException>(() => client.RunAsync(wrong, new(1, 2), Waiting.Stop));
        InvalidTaskException unfit = await Assert.ThrowsAsync<InvalidTaskException>(
            () => client.RunAsync(new TaskContract<Dictionary<string, string>, int>("add"), new() { ["x"] = "1" }, Waiting.Stop));
        Assert.Equal("#/x", $"#/{unfit.Faults[0].Pointer.Split('/')[^1]}");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Values_come_back_as_they_were(bool isHttp)
    {
        using ErrandClient client = Create(isHttp);
        var values = new ValueArgs(
            double.NegativeInfinity, Weather.Rain, Days.Mon | Days.Tue, new[,] { { 1.5, 2 }, { 3, 4 } }, (7, "é"),
            BigInteger.Parse("123456789012345678901234567890", null), new DateTimeOffset(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero), [1, 2, 3]);

        ValueArgs back = await client.RunAsync(TestContracts.Values, values, Waiting.Stop);

        Assert.Equal(values with { Grid = back.Grid, Bytes = back.Bytes }, back);
        Assert.Equal([1.5, 2, 3, 4], back.Grid.Cast<double>());
        Assert.Equal([1, 2, 3], back.Bytes);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Large_results_are_read_whole_or_one_by_one(bool isHttp)
    {
        using ErrandClient client = Create(isHttp);
        var big = new TaskContract<Dictionary<string, int>, int[]>("big");
        SubmittedTask<int[]> task = await client.SubmitAsync(big, new() { ["n"] = 40_000 }, Waiting.Stop);

        Assert.Equal(40_000, (await task.ResultAsync(Waiting.Stop)).Length);
        Assert.Equal(40_000, (await client.RunAsync(big, new() { ["n"] = 40_000 }, Waiting.Stop)).Length);
        Assert.Equal(
            Enumerable.Range(0, 40_000),
            await client.ReadItemsAsync<int>(task.Id, cancellationToken: Waiting.Stop).ToListAsync(Waiting.Stop));
        await Assert.ThrowsAsync<ResultUnavailableException>(
            async () => await client.ReadItemsAsync<int>(
                new TaskId(9_000_000_000), cancellationToken: Waiting.Stop).FirstAsync(Waiting.Stop));
        await Assert.ThrowsAsync<ResultUnavailableException>(
            async () => await client.ReadItemsAsync<int>(task.Id, "/none", cancellationToken: Waiting.Stop).FirstAsync(Waiting.Stop));
    }

    [Fact]
    public async Task A_program_without_reflection_brings_its_types()
    {
        using var client = new ErrandClient(new ErrandClientOptions { Address = server.Address, Contracts = TestClientJson.Default });
        var add = new TaskContract<AddArgs, int>("add", TestClientJson.Default.AddArgs, TestClientJson.Default.Int32);
        Assert.Equal(5, await client.RunAsync(add, new(2, 3), Waiting.Stop));
        Assert.Equal(5, await client.RunAsync(TestContracts.Add, new(2, 3), Waiting.Stop));
    }

    [Fact]
    public async Task A_program_registers_one_client()
    {
        var services = new ServiceCollection();
        services.AddErrandClient(options => options.Address = server.Address);
        await using ServiceProvider provider = services.BuildServiceProvider();

        ErrandClient client = provider.GetRequiredService<ErrandClient>();
        Assert.Same(client, provider.GetRequiredService<ITaskClient>());
        Assert.Equal(3, await client.RunAsync(TestContracts.Add, new(1, 2), Waiting.Stop));
        Assert.Equal(Timeout.InfiniteTimeSpan, provider.GetRequiredService<IHttpClientFactory>().CreateClient("Errand").Timeout);
    }

    [Fact]
    public async Task A_transaction_does_not_travel_over_http()
    {
        using ErrandClient client = Create(isHttp: true);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteTransaction transaction = connection.BeginTransaction();
        await Assert.ThrowsAsync<NotSupportedException>(() => client.SubmitAsync("add", new { x = 1 }, null, transaction, Waiting.Stop));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.SubmitAsync([new NewTask("add")], transaction, Waiting.Stop));
    }

    [Fact]
    public async Task What_a_key_may_not_do_is_said_as_within_the_server()
    {
        const string Key = "a-key-of-a-reader-0123456789-0123456789";
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        using var file = new SqliteFile();
        await using var app = ErrandApp.Create(
        [
            "web", "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{file.Path}", "--ERRAND_KEYS", $"reader|read|sha256:{hash}",
            "--Logging:LogLevel:Default", "None",
        ]);
        app.MapTask(TestContracts.Add, (AddArgs args) => args.X + args.Y);
        await app.StartAsync(Waiting.Stop);
        using var reader = new ErrandClient(new Uri(app.Urls.Single()), Key);
        using var nobody = new ErrandClient(new Uri(app.Urls.Single()));

        ForbiddenException forbidden = await Assert.ThrowsAsync<ForbiddenException>(
            () => reader.SubmitAsync(TestContracts.Add, new(1, 2), cancellationToken: Waiting.Stop));
        ErrandProblemException unknown = await Assert.ThrowsAsync<ErrandProblemException>(() => nobody.FindStatsAsync(Waiting.Stop));

        Assert.Equal(("submit:add", 403), (forbidden.Scope, Assert.IsType<ErrandProblemException>(forbidden.InnerException).Status));
        Assert.Equal((401, ProblemSlug.Unauthenticated, null), (unknown.Status, unknown.Slug, unknown.Scope));
        await app.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void An_address_must_be_one()
    {
        Assert.Throws<ArgumentException>(() => new ErrandClient(new Uri("ftp://host")));
        Assert.Throws<ArgumentNullException>(() => new ErrandClient(new ErrandClientOptions()));
        using var http = new HttpClient();
        Assert.Throws<ArgumentException>(() => new ErrandClient(http));
        Assert.Throws<ArgumentException>(() => new TaskContract<AddArgs, int>(""));
    }

    private ErrandClient Create(bool isHttp) => isHttp ? new ErrandClient(server.Address) : new ErrandClient(server.App.Tasks);
}
