using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The list of queues, and the page of each.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task The_list_of_queues_says_what_is_in_each_and_whether_its_tasks_start()
    {
        await SubmitToAsync("listed.1", 2);
        await Server.RunAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "served" });

        Answer page = (await Client.GetAsync("/queues?q=listed.1")).IsPage();
        string all = (await Client.GetAsync("/queues?q=served")).IsPage().Text;

        Assert.Contains("<span>no handler</span>", page.Text, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string>(["/queues/listed.1", "/tasks?q=queue:listed.1+status:waiting"]), page.Addresses().ToHashSet());
        Assert.Equal(["/queues/listed.1/pause"], page.Posts());
        Assert.Contains("<span>taking</span>", all, StringComparison.Ordinal);
        Assert.Contains("of 8 slots", all, StringComparison.Ordinal);
        Assert.DoesNotContain(">listed.1<", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_is_paused_and_resumed_in_the_list_which_tells_how_many_tasks_wait()
    {
        await SubmitToAsync("listed.2", 2);
        Answer list = (await Client.GetAsync("/queues?q=listed.2")).IsPage();

        string paused = await FollowAsync("/queues/listed.2/pause", PostedForm.In(list, "Pause"));
        Assert.Contains("Queue listed.2 is paused. 2 tasks wait in it, and what runs continues.", paused, StringComparison.Ordinal);
        Assert.Contains("<span>paused</span>", paused, StringComparison.Ordinal);
        Assert.Contains("action=\"/queues/listed.2/resume\"", paused, StringComparison.Ordinal);
        Assert.Equal(QueueState.Paused, (await Server.Tasks.FindQueueAsync("listed.2", Waiting.Stop))!.State);

        string resumed = await FollowAsync("/queues/listed.2/resume", PostedForm.In(list, "Pause"));
        Assert.Contains("Queue listed.2 goes on. 2 tasks wait in it.", resumed, StringComparison.Ordinal);
        Assert.Equal(QueueState.NoHandler, (await Server.Tasks.FindQueueAsync("listed.2", Waiting.Stop))!.State);
    }

    [Fact]
    public async Task The_page_of_a_queue_says_why_its_next_task_waits_and_pauses_it_too()
    {
        TaskId head = await SubmitToAsync("one.queue", 1);
        Answer page = (await Client.GetAsync("/queues/one.queue")).IsPage();

        Assert.Contains($"/tasks/{head}", page.Addresses());
        TaskExplanation why = (await Server.Tasks.ExplainAsync(head, Waiting.Stop))!;
        Assert.Contains(why.Do!, page.Text, StringComparison.Ordinal);
        Assert.Contains("No live handler serves it.", page.Text, StringComparison.Ordinal);

        string paused = await FollowAsync("/queues/one.queue/pause", PostedForm.In(page, "Pause"));
        Assert.Contains("Queue one.queue is paused. 1 task waits in it", paused, StringComparison.Ordinal);
        Assert.Contains("is paused, and a task waits in it", paused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_queue_lists_the_handlers_that_serve_it()
    {
        await Server.RunAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "served" });

        string served = Part((await Client.GetAsync("/queues/served?range=6h")).IsPage(), "served");

        Assert.Contains($">{Environment.ProcessId}<", served, StringComparison.Ordinal);
        Assert.Contains("of 8 slots", served, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/queues/no-such-queue")]
    [InlineData("/queues/%3Cb%3E")]
    public async Task A_queue_that_never_had_a_task_is_not_there(string path)
    {
        Assert.Contains("There is no such queue", (await Client.GetAsync(path)).IsPage(404).Text, StringComparison.Ordinal);
        Answer posted = (await Client.PostAsync($"{path}/pause")).IsPage(404);
        Assert.DoesNotContain("<b>", posted.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/queues?told=paused&queue=no-such-queue")]
    [InlineData("/queues?told=%3Cb%3E&queue=%3Cb%3E")]
    [InlineData("/queues?told=paused&queue=served")]
    public async Task An_address_alone_does_not_have_a_page_tell_what_was_not_done(string path)
    {
        await Server.RunAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "served" });

        Assert.DoesNotContain("data-told", (await Client.GetAsync(path)).IsPage().Text, StringComparison.Ordinal);
    }

    private async Task<TaskId> SubmitToAsync(string queue, int count) => (await Server.Tasks.SubmitAsync(
        [.. Enumerable.Range(0, count).Select(x => new NewTask("add", new { x, y = 1 }, new SubmitOptions { Queue = queue }))],
        Waiting.Stop).Soon())[0];

    /// <summary>Posts a form, and goes where its answer leads.</summary>
    private async Task<string> FollowAsync(string path, (string Name, string Value)[] fields)
    {
        Answer answer = (await Client.PostAsync(path, fields)).Is(303);
        return (await Client.GetAsync(answer.Location!)).IsPage().Text;
    }
}
