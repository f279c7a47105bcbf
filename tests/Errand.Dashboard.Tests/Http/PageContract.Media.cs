using System.Text;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Media in results.</summary>
public abstract partial class PageContract
{
    private const string Sandbox =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    public static TheoryData<string, string, string?, bool> MediaTypes() => new()
    {
        // As the result says it, as it is sent, the name that it is saved by, and whether it is sandboxed.
        { "image/png", "image/png", null, false },
        { "IMAGE/PNG; a=b", "image/png", null, false },
        { "image/svg+xml", "image/svg+xml", null, true },
        { "audio/x-wav", "audio/wav", null, false },
        { "video/mp4", "video/mp4", null, false },
        { "application/pdf", "application/pdf", null, true },
        { "text/html", "text/html; charset=utf-8", null, true },
        { "text/html; charset=utf-7", "text/html; charset=utf-8", null, true },
        { "text/javascript", "text/plain; charset=utf-8", null, true },
        { "text/xml", "text/plain; charset=utf-8", null, true },
        { "application/xhtml+xml", "application/octet-stream", "task-ID-result.bin", true },
        { "application/zip\r\nX-Evil: 1", "application/octet-stream", "task-ID-result.bin", true },
        { "no type", "application/octet-stream", "task-ID-result.bin", true },
    };

    [Theory]
    [MemberData(nameof(MediaTypes))]
    public async Task Media_is_sent_as_a_type_that_is_known_to_be_safe(string type, string contentType, string? savedAs, bool isSandboxed)
    {
        TaskView task = await Server.RunAsync("echo", new { file = MediaFiles.Of(type, MediaFiles.Png) });

        Answer answer = (await Client.GetAsync($"/tasks/{task.Id}/result/raw?at=/file")).Is(200, contentType);

        Assert.Equal(MediaFiles.Png, answer.Bytes);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal(isSandboxed, answer.Header("Content-Security-Policy") == Sandbox);
        Assert.Equal(
            savedAs is null ? null : $"attachment; filename={savedAs.Replace("ID", $"{task.Id}", StringComparison.Ordinal)}",
            answer.Header("Content-Disposition")?.Split("; filename*")[0].Replace("\"", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"data:,a%20b%zz%4\"", "text/plain; charset=utf-8", "a b%zz%4")]
    [InlineData("\"data:text/css;charset=x,a+b\\u0025\\ud83d\\ude00\\\"\"", "text/plain; charset=utf-8", "a+b%\U0001f600\"")]
    [InlineData("\"data:text/markdown;base64,Iy Bh\\n\"", "text/plain; charset=utf-8", "# a")]
    [InlineData("\"data:text/plain;BASE64,YQ\"", "text/plain; charset=utf-8", "a")]
    [InlineData("{\"data\":\"\",\"mediaType\":\"text/x\"}", "text/plain; charset=utf-8", "")]
    [InlineData("\"a\\n\\t\\u00e9\"", "text/plain; charset=utf-8", "a\n\t\u00e9")]
    public async Task A_file_is_what_its_text_stands_for(string json, string contentType, string content)
    {
        TaskView task = await Server.RunAsync("answer", new { json });
        Assert.Equal(content, (await Client.GetAsync($"/tasks/{task.Id}/result/raw")).Is(200, contentType).Text);
    }

    [Fact]
    public async Task A_type_says_what_the_texts_of_its_result_are()
    {
        TaskView task = await Server.RunAsync("report", new { text = MediaFiles.Markdown });
        string raw = $"/tasks/{task.Id}/result/raw?at=";

        Assert.Equal(MediaFiles.Png, (await Client.GetAsync($"{raw}/picture")).Is(200, "image/png").Bytes);
        Assert.Equal(MediaFiles.Svg, (await Client.GetAsync($"{raw}/sketch")).Is(200, "image/svg+xml").Text);
        Answer saved = (await Client.GetAsync($"{raw}/text&download=1")).Is(200, "text/plain; charset=utf-8");
        Assert.Equal(MediaFiles.Markdown, saved.Text);
        Assert.Contains($"task-{task.Id}-result.md", saved.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_file_comes_whole_and_is_not_sent_twice()
    {
        byte[] bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        string text = string.Concat(Convert.ToBase64String(bytes).Chunk(76).Select(line => new string(line) + "\r\n"));
        TaskView task = await Server.RunAsync("echo", new { file = new { mediaType = "audio/mpeg", data = text } });
        string path = $"/tasks/{task.Id}/result/raw?at=/file";

        Answer whole = (await Client.GetAsync(path, ("Accept-Encoding", "gzip"))).Is(200, "audio/mpeg");
        Answer head = (await Client.SendAsync("HEAD", path, null)).Is(200, "audio/mpeg");
        Answer again = (await Client.GetAsync(path, ("If-None-Match", whole.Header("ETag")!))).Is(304);
        Answer other = await Client.GetAsync($"/tasks/{task.Id}/result/raw?at=/file/data");

        Assert.Equal(bytes, whole.Bytes);
        Assert.Equal((0, 0), (head.Bytes.Length, again.Bytes.Length));
        Assert.Equal(whole.Header("ETag"), head.Header("ETag"));
        Assert.NotEqual(whole.Header("ETag"), other.Header("ETag"));
        Assert.Equal(text, other.Text);
    }

    [Theory]
    [InlineData("/nothing", 404)]
    [InlineData("/number", 422)]
    [InlineData("/list", 422)]
    [InlineData("/broken", 422)]
    [InlineData("no-pointer", 422)]
    public async Task What_is_no_file_is_told(string at, int status)
    {
        TaskView task = await Server.RunAsync(
            "echo", new { number = 1, list = new[] { "a" }, broken = new { mediaType = "image/png", data = "*not base64*" } });
        (await Client.GetAsync($"/tasks/{task.Id}/result/raw?at={at}")).IsPage(status);
    }

    [Fact]
    public async Task A_task_without_a_result_has_no_files()
    {
        (await Client.GetAsync($"/tasks/{await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 })}/result/raw")).IsPage(404);
        (await Client.GetAsync("/tasks/999999/result/raw")).IsPage(404);
    }

    [Fact]
    public async Task Markdown_is_drawn_without_html_and_shown_as_it_is_written()
    {
        TaskView task = await Server.RunAsync("report", new { text = MediaFiles.Markdown });

        string drawn = await TextOfAsync($"/tasks/{task.Id}/result?view=0");
        string written = await TextOfAsync($"/tasks/{task.Id}/result?view=0&raw=1");

        Assert.Contains("<h2>Flight</h2>", drawn, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/a?b=c\" rel=\"noreferrer\">the paper</a>", drawn, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;not bold&lt;/b&gt;", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("a.png", drawn, StringComparison.Ordinal);
        Assert.Contains("[here](javascript:alert(1))", written, StringComparison.Ordinal);
        Assert.Contains($"href=\"/tasks/{task.Id}/result?view=0\"", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("> ", 2000)]
    [InlineData("* a\n", 20_000)]
    public async Task Markdown_that_is_too_deep_or_too_long_is_a_text(string part, int count)
    {
        TaskView task = await Server.RunAsync("report", new { text = string.Concat(Enumerable.Repeat(part, count)) + "end" });
        Assert.Contains("id=\"result-text\"", await TextOfAsync($"/tasks/{task.Id}/result?view=0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_text_the_beginning_is_shown()
    {
        TaskView task = await Server.RunAsync("echo", new { text = string.Concat(Enumerable.Repeat("\U0001f600", 100_000)) });
        string page = await TextOfAsync($"/tasks/{task.Id}/result?view=0");
        Assert.Contains("it goes on in the download", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\ufffd", page, StringComparison.Ordinal);
        Assert.Equal(400_000, Encoding.UTF8.GetByteCount((await Client.GetAsync($"/tasks/{task.Id}/result/raw?at=/text")).Text));
    }
}
