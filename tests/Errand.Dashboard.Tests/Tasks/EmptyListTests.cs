using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Tasks;

/// <summary>The list of a server that nothing was submitted to.</summary>
public sealed class EmptyListTests(SqlitePageServer server) : IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task It_shows_how_to_submit_a_first_task()
    {
        using var client = new PageClient(server.Address);
        Answer page = (await client.GetAsync("/tasks")).IsPage();

        Assert.Contains("No task was submitted yet", page.Text, StringComparison.Ordinal);
        Assert.Matches("/v1/types/[a-z-]+/tasks", page.Text);
        Assert.Contains(server.Address.Authority, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Clear the search", page.Text, StringComparison.Ordinal);
    }
}
