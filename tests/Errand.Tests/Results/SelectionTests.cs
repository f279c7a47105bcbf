using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CsCheck;
using Errand.Results.Formats;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class SelectionTests
{
    private const string Example =
        """ {"a" : [ {"b": 1.50, "c":[1,2] }, {"c":[ 3 , 4.0]}, null, 7 ], "m~n":{"x/y":"\u0041"}, "*":{"*":true}, "":{"":0}, "a":2} """;

    [Theory]
    [InlineData("", null)]
    [InlineData("/a/0", """{"b": 1.50, "c":[1,2] }""")]
    [InlineData("/a/0/b", "1.50")]
    [InlineData("/a/1/c", "[ 3 , 4.0]")]
    [InlineData("/a/*/b", "[1.50,null,null,null]")]
    [InlineData("/a/*/c/0", "[1,3,null,null]")]
    [InlineData("/a/*/c/*", "[[1,2],[3,4.0],null,null]")]
    [InlineData("/a/*", """[{"b": 1.50, "c":[1,2] },{"c":[ 3 , 4.0]},null,7]""")]
    [InlineData("/m~0n/x~1y", "\"\\u0041\"")]
    [InlineData("/*", """{"*":true}""")]
    [InlineData("/*/*", "true")]
    [InlineData("//", "0")]
    public void A_pointer_leads_to_a_value_as_it_is_stored(string pointer, string? expected) =>
        Assert.Equal(expected ?? Example.Trim(), Passes.Json(Example, pointer));

    [Theory]
    [InlineData("/x", "")]
    [InlineData("/a/4", "/a")]
    [InlineData("/a/00", "/a")]
    [InlineData("/a/-", "/a")]
    [InlineData("/a/-1", "/a")]
    [InlineData("/a/99999999999", "/a")]
    [InlineData("/a/b", "/a")]
    [InlineData("/a/0/b/c", "/a/0/b")]
    [InlineData("/m~0n/x/y", "/m~0n")]
    [InlineData("/m~0n/*", "/m~0n")]
    public void A_pointer_that_leads_nowhere_is_refused_with_the_longest_that_leads_somewhere(string pointer, string longest)
    {
        ResultRefusal? refusal = Passes.Run(Example, pointer, null, JsonTokens.BlockSize, ResultFormat.Json).Refusal;
        Assert.Equal((ResultRefusalKind.NoSuchMember, longest), (refusal!.Kind, refusal.Nearest));
        Assert.Contains(pointer, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("#/a")]
    [InlineData("/a~")]
    [InlineData("/~2")]
    [InlineData("/a/~/b")]
    [InlineData("*")]
    public void What_is_no_pointer_is_known_as_such(string text) => Assert.False(ResultPointer.TryParse(text, out _));

    [Fact]
    public void Every_selection_is_what_brute_force_finds_whatever_the_size_of_a_block() => Gen.Select(
        JsonTexts.Values, JsonTexts.Pointers, Gen.Int[1, 40]).Sample((json, pointer, blockSize) =>
        {
            using var document = JsonDocument.Parse(json);
            string? expected = BruteForce.Select(document.RootElement, pointer);
            (byte[] bytes, ResultRefusal? refusal) = Passes.Run(json, pointer, null, blockSize, ResultFormat.Json);
            Assert.Equal(expected is null, refusal is not null);
            Assert.Equal(expected ?? "", Encoding.UTF8.GetString(bytes));
        });

    [Fact]
    public void Every_slice_is_what_brute_force_finds() => Gen.Select(
        JsonTexts.Values.Array[0, 9], Gen.OneOf("", "/*", "/*/a", "/*/*"), Gen.Int[0, 10], Gen.Int[0, 10], Gen.Int[1, 5], Gen.Int[1, 40])
        .Sample((items, pointer, offset, limit, every, blockSize) =>
        {
            string json = $"[{string.Join(" , ", items)}]";
            using var document = JsonDocument.Parse(json);
            int? most = limit == 10 ? null : limit;
            string? expected = BruteForce.Select(document.RootElement, pointer, offset, most, every);
            var slice = new ElementSlice(offset, most ?? int.MaxValue, every);
            Assert.Equal(expected, Passes.Json(json, pointer, slice, blockSize));
        });

    [Theory]
    [InlineData(0, int.MaxValue, 1, "[0,1,2,3,4,5,6]")]
    [InlineData(2, 3, 1, "[2,3,4]")]
    [InlineData(0, 0, 1, "[]")]
    [InlineData(7, 1, 1, "[]")]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, "[]")]
    [InlineData(0, int.MaxValue, 3, "[0,3,6]")]
    [InlineData(0, int.MaxValue, 4, "[0,4,6]")]
    [InlineData(1, 5, 2, "[1,3,5]")]
    [InlineData(1, 4, 2, "[1,3,4]")]
    [InlineData(0, int.MaxValue, int.MaxValue, "[0,6]")]
    public void A_thinned_array_has_its_first_and_last_element(int offset, int limit, int every, string expected) =>
        Assert.Equal(expected, Passes.Json("[0,1,2,3,4,5,6]", "/*", new ElementSlice(offset, limit, every)));

    [Theory]
    [InlineData("""{"a":1}""", "", "an object")]
    [InlineData("3", "", "a number")]
    [InlineData("""["x"]""", "/0", "a text")]
    public void Only_an_array_has_slices(string json, string pointer, string shape)
    {
        ResultRefusal? refusal = Passes.Run(json, pointer, new ElementSlice(1, 1, 1), JsonTokens.BlockSize, ResultFormat.Json).Refusal;
        Assert.Equal(ResultRefusalKind.NotAnArray, refusal!.Kind);
        Assert.Contains(shape, refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(1)]
    public void Results_as_deep_as_they_are_stored_are_read(int depth)
    {
        string json = new string('[', depth) + "1" + new string(']', depth);
        string stars = string.Concat(Enumerable.Repeat("/*", depth));
        Assert.Equal(json, Passes.Json(json, stars));
        Assert.Equal("1", Passes.Json(json, string.Concat(Enumerable.Repeat("/0", depth))));
        Assert.Equal(new string('[', depth) + "null" + new string(']', depth), Passes.Json(json, stars + string.Concat(Enumerable.Repeat("/*", 20))));
    }

    [Fact]
    public void A_pointer_of_any_length_is_followed_as_far_as_it_leads()
    {
        string pointer = string.Concat(Enumerable.Repeat("/a", 100_000));
        Assert.Equal("/a", Passes.Run("""{"a":[]}""", pointer, null, 16, ResultFormat.Json).Refusal!.Nearest);
        Assert.Equal("[]", Passes.Json("""{"a":[]}""", "/a" + string.Concat(Enumerable.Repeat("/*", 100_000))));
    }

    [Fact]
    public void A_token_larger_than_a_block_has_it_grow()
    {
        string text = $"\"{new string('x', 100_000)}\"";
        Assert.Equal(text, Passes.Json($$"""{"a":{{text}},"b":1}""", "/a", null, 16));
        Assert.Equal("1", Passes.Json($$"""{"a":{{text}},"b":1}""", "/b", null, 16));
    }

    [Fact]
    public void Of_members_of_one_name_the_first_is_taken()
    {
        Assert.Equal("1", Passes.Json("""{"a":1,"a":2}""", "/a"));
        Assert.Equal("a\r\n1\r\n", Passes.Csv("""[{"a":1,"a":2}]"""));
    }

    [Theory]
    [InlineData("/r/99999/1", 0, int.MaxValue, "0.5")]
    [InlineData("/r", 99_998, 1, "[[99998,0.5]]")]
    [InlineData("/r/*/0", 99_998, int.MaxValue, "[99998,99999]")]
    [InlineData("/r/*/0", 100_000, 1, "[]")]
    [InlineData("/after", 0, int.MaxValue, "true")]
    [InlineData("/r/100000", 0, int.MaxValue, null)]
    [InlineData("/r/x", 0, int.MaxValue, null)]
    public async Task Of_a_result_that_was_looked_at_only_what_is_near_is_read(string select, int offset, int limit, string? expected)
    {
        string json = $$"""{"r":[{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"[{i},0.5]"))}}],"after":true}""";
        byte[] result = Encoding.UTF8.GetBytes(json);
        var query = new ResultQuery(Passes.Pointer(select), new ElementSlice(offset, limit, 1), ResultFormat.Json, false);
        ResultStart start = Passes.StartFor(result, query);
        using var written = new MemoryStream();
        var output = PipeWriter.Create(written, new StreamPipeWriterOptions(leaveOpen: true));
        using var read = new CountingStream(result);

        ResultRefusal? refusal = await ResultFormats.WriteAsync(read, query, start, output, TestContext.Current.CancellationToken);
        await output.CompleteAsync();

        Assert.Equal(expected is null, refusal is not null);
        Assert.Equal(expected ?? "", Encoding.UTF8.GetString(written.ToArray()));
        Assert.InRange(read.Count, 1, 2 * JsonTokens.BlockSize);
    }
}
