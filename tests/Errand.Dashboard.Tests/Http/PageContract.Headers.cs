using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>What pages and assets forbid themselves.</summary>
public abstract partial class PageContract
{
    private static readonly (string Name, string Value)[] Forbidding =
    [
        ("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'none'; "
            + "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types errand"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ];

    [Theory]
    [InlineData("/")]
    [InlineData("/tasks")]
    [InlineData("/queues")]
    [InlineData("/queues/none")]
    [InlineData("/handlers")]
    [InlineData("/tasks?cursor=wrong")]
    [InlineData("/tasks/not/a/page")]
    [InlineData("/_errand/0/app.css")]
    [InlineData("/_errand/0/none.css")]
    public async Task Every_answer_has_the_headers_that_forbid_what_pages_do_not_need(string path)
    {
        Answer answer = await Client.GetAsync(path);

        Assert.All(Forbidding, header => Assert.Equal(header.Value, answer.Header(header.Name)));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_page_says_how_long_it_took()
    {
        Answer answer = await Client.GetAsync("/tasks");

        Assert.Matches(@"^query;dur=\d+\.\d, render;dur=\d+\.\d$", answer.Header("Server-Timing"));
    }
}
