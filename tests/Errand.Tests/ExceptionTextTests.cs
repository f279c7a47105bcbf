using Errand.Tests.Handler;

namespace Errand.Tests;

public sealed class ExceptionTextTests
{
    [Fact]
    public void An_inner_message_follows_its_outer_one() => Assert.Equal(
        "outer: middle: inner",
        ExceptionText.Message(new InvalidOperationException("outer", new IOException("middle", new TimeoutException("inner")))));

    [Fact]
    public void There_are_eight_messages_in_all()
    {
        Assert.Equal("9: 8: 7: 6: 5: 4: 3: 2", ExceptionText.Message(Chain(9)));
        Assert.Equal("8: 7: 6: 5: 4: 3: 2: 1", ExceptionText.Message(Chain(8)));
        Assert.Equal("100000: 99999: 99998: 99997: 99996: 99995: 99994: 99993", ExceptionText.Message(Chain(100_000)));
    }

    [Fact]
    public void A_message_that_already_says_its_inner_one_says_it_once()
    {
        var inner = new IOException("no such file");
        Assert.Equal("Cannot read: no such file", ExceptionText.Message(new IOException("Cannot read: no such file", inner)));
        Assert.Equal("no such file: no such file", ExceptionText.Message(new IOException("no such file", inner)));
    }

    [Fact]
    public void Empty_messages_are_left_out_and_unreadable_ones_named()
    {
        Assert.Equal("a: b", ExceptionText.Message(new IOException("a", new IOException("", new NullMessage(new IOException("b"))))));
        Assert.Equal("", ExceptionText.Message(new NullMessage(null)));
        Assert.Equal($"a: {HostileException.Text}", ExceptionText.Message(new IOException("a", new HostileException())));
    }

    [Fact]
    public void It_is_cut_after_four_thousand_characters_and_never_within_one()
    {
        string longest = new('x', 4000);
        Assert.Equal(longest, ExceptionText.Message(new IOException(longest)));
        Assert.Equal(longest + "…", ExceptionText.Message(new IOException(new string('x', 5_000_000))));
        Assert.Equal(longest + "…", ExceptionText.Message(new IOException(longest, new IOException("inner"))));
        Assert.Equal(longest[1..] + "…", ExceptionText.Message(new IOException(longest[1..] + "😀")));
    }

    [Fact]
    public void Aggregates_within_aggregates_overflow_no_stack()
    {
        Exception deep = new IOException("deepest");
        for (int i = 0; i < 100_000; i++)
        {
            deep = new AggregateException(deep, deep);
        }

        Assert.Equal(string.Join(": ", Enumerable.Repeat("One or more errors occurred.", 8)), ExceptionText.Message(deep));
        Assert.False(ExceptionText.IsPrintable(deep));
        Assert.NotEmpty(ExceptionText.Print(deep));
    }

    private static Exception Chain(int length)
    {
        Exception exception = new TimeoutException("1");
        for (int i = 2; i <= length; i++)
        {
            exception = new IOException($"{i}", exception);
        }

        return exception;
    }

    private sealed class NullMessage(Exception? inner) : Exception(null, inner)
    {
        public override string Message => null!;
    }
}
