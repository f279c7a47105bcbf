using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>How much a browser loads at the first visit, packed by gzip.</summary>
public abstract partial class PageContract
{
    private const int Kilobyte = 1024;

    [Theory]
    [InlineData("/", 30)]
    [InlineData("/tasks", 30)]
    public async Task A_page_is_light(string path, int kilobytes)
    {
        for (int i = 0; i < 50; i++)
        {
            await Server.SubmitWaitingAsync("flight", new { dt = 0.01 + i });
        }

        (int page, int assets) = await WeightAsync(path);

        Assert.InRange(page, 1, 15 * Kilobyte);
        Assert.InRange(assets, 1, kilobytes * Kilobyte);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_page_with_a_plot_is_light(int view)
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.01 });
        (int page, int assets) = await WeightAsync($"/tasks/{task.Id}/result?view={view}");

        Assert.InRange(page + assets, 1, 95 * Kilobyte);
    }

    [Fact]
    public async Task A_page_with_a_histogram_is_light()
    {
        TaskView task = await Server.RunAsync("answer", new { json = "[1,2,3]" });
        (int page, int assets) = await WeightAsync($"/tasks/{task.Id}/result?view=1");

        Assert.InRange(page + assets, 1, 95 * Kilobyte);
    }

    private async Task<(int Page, int Assets)> WeightAsync(string path)
    {
        (string, string) packed = ("Accept-Encoding", "gzip");
        Answer page = (await Client.GetAsync(path, packed)).IsPage();
        Answer plain = await Client.GetAsync(path);
        int assets = 0;
        foreach (string address in plain.Addresses().Where(address => address.StartsWith("/_errand/", StringComparison.Ordinal)).Distinct())
        {
            assets += (await Client.GetAsync(address, packed)).Is(200).Bytes.Length;
        }

        return (page.Bytes.Length, assets);
    }
}
