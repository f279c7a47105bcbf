// The samples are to be short: their readers' tests decide themselves how they are cancelled.
#pragma warning disable xUnit1051
using Errand;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DocumentationSamples;

public sealed class TestingTests
{
    #region whole
    [Fact]
    public async Task A_sum_is_computed()
    {
        await using ErrandApp app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync();

        TaskId id = await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 });
        TaskView? task = await app.Tasks.WaitAsync(id);

        Assert.Equal(OutcomeState.Succeeded, task?.Outcome);
        Assert.Equal(3, task?.Result?.GetInt32());
    }
    #endregion

    #region time
    [Fact]
    public async Task A_reminder_is_sent_after_a_day()
    {
        var time = new FakeTimeProvider();
        await using ErrandApp app = ErrandApp.CreateInMemory(time);
        app.MapTask("remind", (string whom) => $"Dear {whom}");
        await app.StartAsync();

        TaskId id = await app.Tasks.SubmitAsync("remind", new { whom = "Ada" }, new SubmitOptions { Delay = TimeSpan.FromDays(1) });
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(TaskState.Done, (await app.Tasks.WaitAsync(id))?.Status);
    }
    #endregion

    #region function
    [Fact]
    public void Progress_ends_at_one()
    {
        double last = 0;
        TaskContext task = TaskContext.ForTesting((fraction, _) => last = fraction);

        Countdown.Run(3, task);

        Assert.Equal(1, last);
    }
    #endregion

    #region submitting
    [Fact]
    public async Task Arguments_are_checked()
    {
        await using ErrandApp app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync();

        InvalidTaskException wrong = await Assert.ThrowsAsync<InvalidTaskException>(() => app.Tasks.SubmitAsync("add", new { x = 1 }));

        Fault fault = Assert.Single(wrong.Faults);
        Assert.Equal("#/args/y", fault.Pointer);
        Assert.Equal(FaultCode.Required, fault.Code);
    }
    #endregion

    [Fact]
    public async Task The_samples_of_task_types_run()
    {
        await using ErrandApp app = ErrandApp.CreateInMemory();
        app.Services.AddSingleton<Accounts>();
        app.Services.AddSingleton<Site>();
        TaskTypes.Map(app);
        app.MapTask("numbers", (double d) => new { nan = double.NaN, d });
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("\"Hello, Ada!\"", await ResultAsync("greet", new { name = "Ada" }));
        Assert.Equal("""{"width":200,"height":150}""", await ResultAsync(
            "resize", new { source = "https://a.example/b", width = 200, fit = "Pad" }));
        Assert.Equal("2", await ResultAsync("count", new { a = 1, b = 2 }));
        Assert.Equal("4", await ResultAsync("primes", new { upTo = 10 }));
        Assert.Equal(
            """{"mean":2,"range":{"min":1,"max":3},"values":[3,1,2]}""", await ResultAsync("measure", new { values = new[] { 3, 1, 2 } }));
        Assert.Equal("\"report-2026.pdf\"", await ResultAsync("report", new { year = 2026 }));
        Assert.Equal("null", await ResultAsync("publish", new { page = "a", text = "b" }));
        Assert.Equal("""{"nan":"NaN","d":"Infinity"}""", await ResultAsync("numbers", new { d = double.PositiveInfinity }));

        TaskView? failed = await RunAsync("withdraw", new { account = "b", amount = 1 });
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.Permanent, 1), (failed?.Outcome, failed?.Error?.Kind, failed?.Attempt));

        async Task<string?> ResultAsync(string type, object args) => (await RunAsync(type, args))?.Result?.GetRawText();

        async Task<TaskView?> RunAsync(string type, object args)
        {
            TaskId id = await app.Tasks.SubmitAsync(type, args);
            return await app.Tasks.WaitAsync(id, TestContext.Current.CancellationToken);
        }
    }
}

#region function
internal static class Countdown
{
    public static int Run(int from, TaskContext task)
    {
        for (int i = 1; i <= from; i++)
        {
            task.ReportProgress((double)i / from);
        }

        return from;
    }
}
#endregion
