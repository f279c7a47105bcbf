using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Tests.Texts;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a line\n\tand another", "a line\n\tand another")]
    [InlineData("an end\r\nof Windows", "an end\nof Windows")]
    [InlineData("back\rto the start", "back\\u000dto the start")]
    [InlineData("\u001b[31mred\u0000", "\\u001b[31mred\\u0000")]
    [InlineData("\u202egpj.exe", "\\u202egpj.exe")]
    [InlineData("caf\u00e9 \U0001f600 <b>", "caf\u00e9 \U0001f600 <b>")]
    [InlineData("\u0001\U0001f600", "\\u0001\U0001f600")]
    public void What_cannot_be_seen_is_shown_as_an_escape(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Half_of_a_character_is_shown_as_an_escape()
    {
        Assert.Equal("half \\ud83d of one", VisibleText.Of("half \ud83d of one"));
        Assert.Equal("\\ude00\\ud83d", VisibleText.Of("\ude00\ud83d"));
    }
}
