using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Overview;

public sealed class ManyQueuesTests(SqlitePageServer server) : IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task Of_many_queues_those_with_problems_come_first_and_others_are_searched()
    {
        await server.Tasks.SubmitAsync(
            [.. Enumerable.Range(0, 300).Select(i => new NewTask(
                "add", new { x = 1, y = 2 }, new SubmitOptions { Queue = $"q{i}", Delay = i == 299 ? null : TimeSpan.FromDays(1) }))],
            Waiting.Stop).Soon();
        using var client = new PageClient(server.Address);

        Answer page = (await client.GetAsync("/queues")).IsPage();
        Assert.Equal(200, page.Posts().Count);
        Assert.Equal("/queues/q299/pause", page.Posts()[0]);
        Assert.Contains("200 of 300 queues", page.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"q\" value=\"\"", page.Text, StringComparison.Ordinal);

        Answer found = (await client.GetAsync("/queues?q=Q28")).IsPage();
        Assert.Equal(11, found.Posts().Count);
        Answer none = (await client.GetAsync("/queues?q=%3Cb%3E")).IsPage();
        Assert.Contains("No queue matches", none.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", none.Text, StringComparison.Ordinal);
    }
}
