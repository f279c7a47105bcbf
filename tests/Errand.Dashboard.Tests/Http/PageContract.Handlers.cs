using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The handlers and janitors of all processes.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task Handlers_stand_below_their_host_with_what_they_run()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        gate.Task.ReportProgress(0.5, null);
        await ProgressAsync(id);

        string handlers = Part((await Client.GetAsync("/handlers")).IsPage(), "handlers");

        Assert.Contains(Environment.MachineName, handlers, StringComparison.Ordinal);
        Assert.Contains($">{Environment.ProcessId}<", handlers, StringComparison.Ordinal);
        Assert.Contains($"href=\"/tasks/{id}\"", handlers, StringComparison.Ordinal);
        Assert.Contains("50 %", handlers, StringComparison.Ordinal);
        Assert.Contains("default, served", handlers, StringComparison.Ordinal);
        Assert.Contains("of 8 slots", handlers, StringComparison.Ordinal);
        Assert.Matches("data-beat=\"[0-9T:.-]+Z\"", handlers);
        gate.Open();
    }

    [Fact]
    public async Task Janitors_are_listed_too_and_whether_they_keep_up()
    {
        string janitors = Part((await Client.GetAsync("/handlers")).IsPage(), "janitors");

        Assert.Contains($">{Environment.ProcessId}<", janitors, StringComparison.Ordinal);
        Assert.Contains("No expired task has waited for more than 2 min to be deleted.", janitors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_is_gone_is_shown_for_an_hour()
    {
        ErrandApp other = await Server.StartAsync("handler", "--HANDLER_QUEUES", "elsewhere");
        Assert.Contains("elsewhere", Part((await Client.GetAsync("/handlers")).IsPage(), "handlers"), StringComparison.Ordinal);

        await other.StopAsync(Waiting.Stop);
        Answer page = (await Client.GetAsync("/handlers")).IsPage();

        Assert.DoesNotContain("elsewhere", Part(page, "handlers"), StringComparison.Ordinal);
        Assert.Contains("no task was taken over", Part(page, "gone-members"), StringComparison.Ordinal);
    }
}
