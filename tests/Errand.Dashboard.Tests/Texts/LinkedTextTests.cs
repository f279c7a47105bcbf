using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Tests.Texts;

public sealed class LinkedTextTests
{
    [Theory]
    [InlineData("see https://host/a?b=1&c=2#d for it", "https://host/a?b=1&c=2#d")]
    [InlineData("(as http://host/a_(b) says)", "http://host/a_(b)")]
    [InlineData("At HTTPS://Host.", "HTTPS://Host")]
    [InlineData("\"http://a\", 'http://b'", "http://a http://b")]
    [InlineData("http://a\u202e/b", "http://a")]
    [InlineData("http:// and https://", "")]
    [InlineData("javascript:alert(1) data:text/html,x file:///etc/passwd //host", "")]
    [InlineData("xhttp://host", "http://host")]
    public void Web_addresses_are_links(string text, string links) => Assert.Equal(
        links, string.Join(' ', LinkedText.Of(text).Where(piece => piece.Url is not null).Select(piece => piece.Url)));

    [Theory]
    [InlineData("")]
    [InlineData("http")]
    [InlineData("httphttp://http://a.,;")]
    [InlineData("[http://a] (http://b), http://c!")]
    public void Nothing_of_the_text_is_lost(string text) =>
        Assert.Equal(text, string.Concat(LinkedText.Of(text).Select(piece => piece.Text)));
}
