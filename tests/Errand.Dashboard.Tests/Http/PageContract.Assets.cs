using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Style sheets, scripts and pictures.</summary>
public abstract partial class PageContract
{
    private const string Compressible = "gzip, deflate, br";

    [Theory]
    [InlineData("app.css", "text/css; charset=utf-8")]
    [InlineData("app.js", "text/javascript; charset=utf-8")]
    [InlineData("idiomorph.min.js", "text/javascript; charset=utf-8")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task An_asset_is_kept_for_ever(string file, string contentType)
    {
        Answer asset = await Client.GetAsync(await AddressOfAsync(file));

        asset.Is(200, contentType);
        Assert.Equal("max-age=31536000, public, immutable", Sorted(asset.Header("Cache-Control")));
        Assert.Null(asset.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", asset.Header("Vary"));
        Assert.NotEmpty(asset.Bytes);
    }

    [Theory]
    [InlineData("/_errand/0123456789ab/app.css")]
    [InlineData("/_errand/x/app.css")]
    public async Task Another_version_of_the_program_gets_the_file_that_there_is_and_no_one_keeps_it(string path)
    {
        Answer current = await Client.GetAsync(await AddressOfAsync("app.css"));
        Answer asset = await Client.GetAsync(path);

        asset.Is(200, "text/css; charset=utf-8");
        Assert.Equal("no-store", asset.Header("Cache-Control"));
        Assert.Equal(current.Text, asset.Text);
    }

    [Theory]
    [InlineData("none.css")]
    [InlineData("app.css.map")]
    [InlineData("..%2Fapp.css")]
    [InlineData("APP.CSS")]
    public async Task There_is_no_other_file(string file)
    {
        Answer answer = await Client.GetAsync((await AddressOfAsync("app.css")).Replace("app.css", file, StringComparison.Ordinal));

        answer.Is(404, "text/plain; charset=utf-8");
        Assert.Equal("There is no such file.", answer.Text);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData(Compressible, "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("br;q=0, gzip;q=0", null)]
    public async Task An_asset_is_compressed_for_whoever_can_read_that(string accepted, string? coding)
    {
        string path = await AddressOfAsync("app.js");
        Answer plain = await Client.GetAsync(path);
        Answer asset = await Client.GetAsync(path, ("Accept-Encoding", accepted));

        Assert.Equal(coding, asset.Header("Content-Encoding"));
        Assert.Equal(plain.Text, await asset.UnpackedAsync());
        Assert.True(coding is null || asset.Bytes.Length < plain.Bytes.Length / 2);
    }

    [Fact]
    public async Task A_script_is_sent_without_its_comments()
    {
        string script = (await Client.GetAsync(await AddressOfAsync("app.js"))).Text;

        Assert.StartsWith("\"use strict\";", script, StringComparison.Ordinal);
        Assert.DoesNotContain(script.Split('\n'), line => line.Trim() is ['/', '/', ..] or ['/', '*', .., '*', '/']);
    }

    [Fact]
    public async Task A_head_of_an_asset_tells_how_long_it_is()
    {
        string path = await AddressOfAsync("app.js");
        Answer asset = await Client.GetAsync(path);
        Answer head = await Client.SendAsync("HEAD", path, null);

        head.Is(200, "text/javascript; charset=utf-8");
        Assert.Empty(head.Bytes);
        Assert.Equal($"{asset.Bytes.Length}", head.Header("Content-Length"));
    }

    /// <summary>What a first visit loads beside the page: a page opens at once over a slow line.</summary>
    [Theory]
    [InlineData("/tasks", 30)]
    public async Task The_scripts_and_styles_of_a_page_are_light(string path, int mostKilobytes)
    {
        Answer page = await Client.GetAsync(path);
        int bytes = 0;
        foreach (string asset in page.Addresses().Where(address => address.EndsWith(".js", StringComparison.Ordinal)
            || address.EndsWith(".css", StringComparison.Ordinal)))
        {
            bytes += (await Client.GetAsync(asset, ("Accept-Encoding", "gzip"))).Bytes.Length;
        }

        Assert.InRange(bytes, 1, mostKilobytes * 1000);
    }

    [Fact]
    public async Task A_list_of_fifty_tasks_is_light()
    {
        for (int i = 0; i < 50; i++)
        {
            await Server.SubmitWaitingAsync("add", new { x = i, y = 1_000_000 + i }, "of-fifty");
        }

        Answer page = await Client.GetAsync("/tasks?q=tag:of-fifty", ("Accept-Encoding", "gzip"));

        Assert.InRange(page.Bytes.Length, 1, 15_000);
    }

    private async Task<string> AddressOfAsync(string file) => (await Client.GetAsync("/tasks")).IsPage().Asset(file);

    private static string Sorted(string? directives) =>
        string.Join(", ", (directives ?? "").Split(", ").OrderBy(directive => directive switch { "public" => 1, "immutable" => 2, _ => 0 }));
}
