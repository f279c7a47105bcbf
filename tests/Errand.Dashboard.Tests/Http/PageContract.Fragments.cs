using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>What the script asks for that keeps a page up to date.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task A_fragment_is_the_main_part_of_the_page_and_nothing_else()
    {
        await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "fragment");
        Answer page = (await Client.GetAsync("/tasks?q=tag:fragment")).IsPage();
        Answer fragment = (await Client.GetFragmentAsync("/tasks?q=tag:fragment")).IsPage();

        Assert.StartsWith("<main ", fragment.Text, StringComparison.Ordinal);
        Assert.EndsWith("</main>", fragment.Text.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(fragment.Text.TrimEnd(), page.Text, StringComparison.Ordinal);
        Assert.Null(page.Header("ETag"));
        Assert.Equal("Accept-Encoding, Cookie, Errand-Fragment", fragment.Header("Vary"));
    }

    [Fact]
    public async Task What_the_script_has_is_not_sent_again()
    {
        await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "tagged");
        Answer first = (await Client.GetFragmentAsync("/tasks?q=tag:tagged")).IsPage();
        string tag = Assert.IsType<string>(first.Header("ETag"));

        Answer again = await Client.GetFragmentAsync("/tasks?q=tag:tagged", ("If-None-Match", tag));
        Assert.Equal((304, 0), ((int)again.Status, again.Bytes.Length));
        Assert.Equal(tag, again.Header("ETag"));

        await Server.SubmitWaitingAsync("add", new { x = 3, y = 4 }, "tagged");
        Answer changed = (await Client.GetFragmentAsync("/tasks?q=tag:tagged", ("If-None-Match", tag))).IsPage();
        Assert.NotEqual(tag, changed.Header("ETag"));
    }

    [Fact]
    public async Task A_page_is_compressed_for_whoever_can_read_that()
    {
        Answer plain = await Client.GetAsync("/tasks?q=tag:none");
        foreach (string coding in new[] { "br", "gzip" })
        {
            Answer packed = (await Client.GetAsync("/tasks?q=tag:none", ("Accept-Encoding", coding))).IsPage();

            Assert.Equal(coding, packed.Header("Content-Encoding"));
            Assert.Equal(plain.Text, await packed.UnpackedAsync());
        }
    }
}
