using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using CsCheck;
using Errand.Binding.Text;

namespace Errand.Tests.Binding;

public sealed class EcmaPatternTests
{
    [Theory]
    [InlineData(@"\d\w\s", @"\d\w\s")]
    [InlineData(@"[\d.-]+", @"[\d.\-]+")]
    [InlineData(@"[\w-.]", @"[\w\-.]")]
    [InlineData(@"\Aa\z", "^a$")]
    [InlineData(@"a\-b\#c\ d\@\!\'\""", "a-b#c d@!'\"")]
    [InlineData(@"\.\/\(\)\[\]\{\}\+\*\?\^\$\|\\", @"\.\/\(\)\[\]\{\}\+\*\?\^\$\|\\")]
    [InlineData(@"[]a]", @"[\]a]")]
    [InlineData(@"[^]a]", @"[^\]a]")]
    [InlineData(@"[a^\-\]\#[]", @"[a\^\-\]#\[]")]
    [InlineData(@"a{2}b{2,}c{2,3}d{,3}e{x}f}]", @"a{2}b{2,}c{2,3}d\{,3\}e\{x\}f\}\]")]
    [InlineData(@"\a\e\0\012\cA\t\n\r\f\v\x41\u0041", @"\u0007\u001B\u0000\u000A\u0001\t\n\r\f\v\x41\u0041")]
    [InlineData(@"[\b\a\0]", @"[\b\u0007\u0000]")]
    [InlineData(@"(?'a'x)\k'a'(?<b>y)\k<b>", @"(?<a>x)\k<a>(?<b>y)\k<b>")]
    [InlineData(@"(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)\1", @"(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)\1")]
    [InlineData(@"\p{Lu}\P{L}[\p{Nd}x]", @"\p{Lu}\P{L}[\p{Nd}x]")]
    [InlineData("a+?b*?c??d{1,2}?|😀", "a+?b*?c??d{1,2}?|😀")]
    public void A_pattern_is_published_as_ECMA_262_writes_it(string written, string published)
    {
        var pattern = EcmaPattern.Of(written);
        Assert.Equal(published, pattern.Published);
        var again = EcmaPattern.Of(published);
        Assert.Equal((published, pattern.Enforced), (again.Published, again.Enforced));
        _ = new Regex(pattern.Enforced);
    }

    [Theory]
    [InlineData(@"\d", "5", true)]
    [InlineData(@"\d", "٥", false)]
    [InlineData(@"\D", "٥", true)]
    [InlineData(@"[^\d]", "٥", true)]
    [InlineData(@"\w", "_", true)]
    [InlineData(@"\w", "é", false)]
    [InlineData(@"[\w-]", "-", true)]
    [InlineData(@"\W", "é", true)]
    [InlineData(@"\s", "\u00A0", true)]
    [InlineData(@"\s", "\uFEFF", true)]
    [InlineData(@"\s", "\u180E", false)]
    [InlineData(@"\s", "\u0085", false)]
    [InlineData(@"\S", "\u0085", true)]
    [InlineData(".", "a", true)]
    [InlineData(".", "\n", false)]
    [InlineData(".", "\r", false)]
    [InlineData(".", "\u2028", false)]
    [InlineData(".", "\u2029", false)]
    [InlineData(".", "\u0085", true)]
    [InlineData(".", "😀", true)]
    [InlineData(".{2}", "😀", false)]
    [InlineData("[^a]", "😀", true)]
    [InlineData(@"\W{1}", "😀", true)]
    [InlineData("😀+", "😀😀", true)]
    [InlineData(@"\uD83D\uDE00{2}", "😀😀", true)]
    [InlineData("[😀b]", "😀", true)]
    [InlineData("[😀b]", "😁", false)]
    [InlineData("[^😀]", "😁", true)]
    [InlineData("[^😀]", "😀", false)]
    [InlineData(@"\p{L}", "𝐀", true)]
    [InlineData(@"\p{Lu}", "a", false)]
    [InlineData(@"\P{L}", "1", true)]
    [InlineData("a$", "a", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("a$|b", "b", true)]
    [InlineData("(?:a$)\n?", "a\n", false)]
    [InlineData(@"a\b.*", "a b", true)]
    [InlineData(@"a\b.*", "aé", true)]
    [InlineData(@"a\B.*", "aé", false)]
    [InlineData(@"(a)?\1b", "b", true)]
    [InlineData(@"(?<x>a)?\k<x>b", "b", true)]
    [InlineData(@"(?<x>a)\k<x>b", "ab", false)]
    [InlineData(@"(?<=^a)b?|a(?=b)b", "ab", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void A_pattern_means_what_ECMA_262_means(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Regex.IsMatch(text, EcmaPattern.Of($"^(?:{EcmaPattern.Of(pattern).Published})$").Enforced));

    [Theory]
    [InlineData("(?i)a", "an inline option")]
    [InlineData("(?i:a)", "an inline option")]
    [InlineData("(?>a)", "an atomic group")]
    [InlineData("(a)(?(1)b|c)", "a conditional group")]
    [InlineData("(?<a>x)(?<b-a>y)", "a balancing group")]
    [InlineData("(?#why)a", "a comment")]
    [InlineData("[a-z-[aeiou]]", "the subtraction of a class")]
    [InlineData(@"a\G", @"\G")]
    [InlineData(@"a\Z", @"\Z")]
    [InlineData(@"\p{IsGreek}", @"\p{IsGreek}")]
    [InlineData(@"(?<1>a)", "the group name 1")]
    [InlineData("(?<a>x)(?<a>y)", "the group name a")]
    [InlineData(@"(?<a>x)(y)\1", "references to groups by number")]
    [InlineData("(?=a)*", "* behind an assertion")]
    [InlineData(@"\b+", "+ behind an assertion")]
    [InlineData(@"\ud83d", "half a surrogate pair")]
    public void What_ECMA_262_does_not_have_is_refused_with_a_sentence(string pattern, string what)
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => EcmaPattern.Of(pattern));
        Assert.StartsWith(what, e.Message, StringComparison.Ordinal);
        Assert.EndsWith("which the dialect of JSON Schema, ECMA-262, does not have; write it another way", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_with_such_a_pattern_is_refused_by_name()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Bound(([RegularExpression("(?i)a")] string s) => s));
        Assert.Equal(
            "Task type \"t\": the parameter \"s\" has [RegularExpression] with an inline option, which the dialect of JSON Schema, ECMA-262, does not have; write it another way.",
            e.Message);
        Assert.StartsWith(
            "Task type \"t\": the parameter \"s\" has [RegularExpression], which cannot be read: ",
            Assert.Throws<ArgumentException>(() => new Bound(([RegularExpression("(")] string s) => s)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void It_agrees_with_the_frameworks_own_dialect_where_that_has_the_same()
    {
        var atom = Gen.OneOf<string>("a", "1", "_", " ", "-", @"\d", @"\w", @"\s", @"\D", @"\W", @"\S", "[a-c]", "[^a1]", @"[\d_]", @"[^\w]", @"\.", @"\x61");
        var piece = Gen.Select(atom, Gen.OneOf<string>("", "?", "*", "+", "{2}", "{1,2}", "*?"), (a, q) => a + q);
        Gen<string> sequence = piece.Array[1, 4].Select(string.Concat);
        var pattern = Gen.OneOf(sequence, Gen.Select(sequence, sequence, (a, b) => $"(?:{a}|{b})"), Gen.Select(sequence, sequence, (a, b) => $@"({a}){b}"));
        Gen<string> text = Gen.Char["ab1_ -.\tZ"].Array[0, 6].Select(c => new string(c));
        Gen.Select(pattern, text).Sample(
            (p, t) => Assert.Equal(
                Regex.IsMatch(t, $"^(?:{p})$", RegexOptions.ECMAScript),
                Regex.IsMatch(t, EcmaPattern.Of($"^(?:{EcmaPattern.Of(p).Published})$").Enforced)),
            iter: 2_000);
    }
}
